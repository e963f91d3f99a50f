package dev.stratus.sync.upload;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.ListedEntry;
import dev.stratus.sync.index.Pending;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Marks what is in a directory as pending, in small changes: a renamed directory's names. */
final class Expander {

  /** So many rows hold the index's writer for some milliseconds at most. */
  private static final int PAGE = 200;

  private final Index index;
  private final Supplier<String> uuids;

  Expander(Index index, Supplier<String> uuids) {
    this.index = index;
    this.uuids = uuids;
  }

  /**
   * Marks everything in a directory. A mark that comes meanwhile, by another rename, replaces the
   * token; then the directory stays marked and all is done again.
   */
  void expand(long id, long directory) throws FsException {
    String token = "expanding " + uuids.get();
    index.changeAlways(change -> sign(change, id, token));
    long after = 0;
    while (after >= 0) {
      long from = after;
      after = index.changeAlways(change -> markPage(change, directory, from));
    }
    index.changeAlways(change -> finish(change, id, token));
  }

  private static boolean sign(IndexChange change, long id, String token) throws FsException {
    Optional<Pending> row = change.tables().pending().get(id);
    if (row.isPresent()) {
      change.putPending(new Pending(id, row.get().subtree(), row.get().nonce(), 0, 0, null, token));
    }
    return row.isPresent();
  }

  /** Returns the last name of the page, or -1 after the last page. */
  private static long markPage(IndexChange change, long directory, long after) throws FsException {
    List<ListedEntry> page = change.tables().entries().listWithModes(directory, after, PAGE);
    for (ListedEntry child : page) {
      change.markPending(child.entry().id(), FileMode.isDirectory(child.mode()));
    }
    return page.size() < PAGE ? -1 : page.get(page.size() - 1).entry().id();
  }

  private static boolean finish(IndexChange change, long id, String token) throws FsException {
    Optional<Pending> row = change.tables().pending().get(id);
    boolean ours = row.isPresent() && token.equals(row.get().reason());
    if (ours) {
      change.putPending(Pending.fresh(id, false).withNonce(row.get().nonce()));
    }
    return ours;
  }
}
