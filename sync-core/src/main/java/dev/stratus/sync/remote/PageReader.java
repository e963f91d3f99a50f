package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes listed objects over into the index, in changes that hold the writer only shortly. */
final class PageReader {

  /** About 20 ms of the index's writer at most. */
  private static final int ROWS = 250;

  private final Index index;
  private final int prefix;
  private final Adoption adoption;
  private final Importer importer;
  private final Doubts doubts;

  PageReader(RemoteParts parts, Importer importer, Doubts doubts) {
    this.index = parts.index();
    this.prefix = parts.paths().prefix().length();
    this.adoption = parts.adoption();
    this.importer = importer;
    this.doubts = doubts;
  }

  /**
   * Reads what was listed, in the order of keys.
   *
   * @param begin what all keys of the listing begin with, up to a slash
   * @param asked the counter when these objects were asked for
   * @return false if something is to be looked at again a little later
   */
  boolean read(String begin, List<ObjectInfo> objects, long asked)
      throws FsException, CloudException {
    return read(objects, asked, begin.substring(prefix));
  }

  /** The same for an object that was asked for alone. */
  boolean readCertain(ObjectInfo object, long asked) throws FsException, CloudException {
    return read(List.of(object), asked, null);
  }

  /**
   * @param listed the path of what was listed; null for an object that was asked for alone
   */
  private boolean read(List<ObjectInfo> objects, long asked, @Nullable String listed)
      throws FsException, CloudException {
    boolean decided = true;
    for (int start = 0; start < objects.size(); start += ROWS) {
      List<ObjectInfo> some = objects.subList(start, Math.min(start + ROWS, objects.size()));
      List<Doubt> left =
          index.change(
              change -> {
                List<Doubt> found = new ArrayList<>();
                Tree tree = new Tree(change, adoption);
                for (ObjectInfo info : some) {
                  Importer.Sight sight = new Importer.Sight(info, asked, listed == null);
                  importer.see(change, tree, sight).ifPresent(found::add);
                  if (listed != null) {
                    tree.passed(info.key().value().substring(prefix), listed);
                  }
                }
                tree.finish();
                return found;
              });
      for (Doubt doubt : left) {
        decided &= doubts.decide(doubt);
      }
    }
    return decided;
  }
}
