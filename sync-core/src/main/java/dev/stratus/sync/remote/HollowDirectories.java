package dev.stratus.sync.remote;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import java.util.List;

/**
 * Directories that only followed from keys, with nothing left in them: no other client shows them.
 * One stays when what was below it goes before it was listed, or while the directory itself waited
 * for the uploader.
 */
final class HollowDirectories {

  /** So many rows hold the index's writer for some milliseconds at most. */
  private static final int AT_ONCE = 100;

  private final Index index;

  HollowDirectories(Index index) {
    this.index = index;
  }

  /** Those that there are now: nobody has looked for what is in them, or it went. */
  List<Long> find() throws FsException {
    return index.read(tables -> tables.inodes().hollow());
  }

  /** Takes those away of which a listing of everything, begun after they were found, had no key. */
  void remove(List<Long> found) throws FsException {
    for (int from = 0; from < found.size(); from += AT_ONCE) {
      List<Long> some = found.subList(from, Math.min(found.size(), from + AT_ONCE));
      index.change(
          change -> {
            for (long directory : some) {
              Removal.removeEmptyDirectories(change, directory);
            }
            return some;
          });
    }
  }
}
