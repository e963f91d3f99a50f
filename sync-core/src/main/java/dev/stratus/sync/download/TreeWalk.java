package dev.stratus.sync.download;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.WalkedEntry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Names files in the order in which programs walk over a tree: a directory's names by number, as
 * they are listed, or by name, as a shell or an archive's list has them; what is below a directory
 * where its name stands. Asks nobody but the index: of a directory that was never listed come the
 * names that are known. Not thread safe.
 */
final class TreeWalk {

  /** By what the names in one directory are ordered. */
  enum Order {
    NUMBER,
    NAME
  }

  /** A file that comes next. */
  record Step(Entry entry, long size, boolean isComplete) {

    long inode() {
      return entry.inode();
    }

    long directory() {
      return entry.parent();
    }
  }

  private static final int PAGE = 64;

  /** What lies farther away than so many names, because all between is here or large, can wait. */
  private static final int LONGEST_SEARCH = 1024;

  private final Index index;
  private final Order order;
  private final ArrayDeque<WalkedEntry> page = new ArrayDeque<>();
  private long directory;
  private long lastNumber;
  private String lastName;
  private boolean ended;

  /** A walk that goes on after a name. */
  TreeWalk(Index index, Order order, Entry after) {
    this.index = index;
    this.order = order;
    this.directory = after.parent();
    this.lastNumber = after.id();
    this.lastName = after.name();
  }

  /** The next file, or nothing where the walk ends or there is none for long. */
  Optional<Step> next() throws FsException {
    for (int seen = 0; seen < LONGEST_SEARCH && !ended; seen++) {
      if (page.isEmpty()) {
        turnPage();
      }
      if (!page.isEmpty()) {
        WalkedEntry found = page.remove();
        if (FileMode.isRegular(found.mode())) {
          boolean complete = found.cached() >= found.size();
          return Optional.of(new Step(found.entry(), found.size(), complete));
        }
        if (FileMode.isDirectory(found.mode())) {
          page.clear();
          goTo(found.entry().inode(), 0, "");
        }
      }
    }
    ended = true;
    return Optional.empty();
  }

  /** Reads on in this directory; after its last name, in the one above. */
  private void turnPage() throws FsException {
    List<WalkedEntry> found =
        index.read(
            tables ->
                order == Order.NUMBER
                    ? tables.entries().walkByNumber(directory, lastNumber, PAGE)
                    : tables.entries().walkByName(directory, lastName, PAGE));
    if (found.isEmpty()) {
      Optional<Entry> name = index.entryOfDirectory(directory);
      ended = name.isEmpty() || name.get().parent() == 0;
      name.ifPresent(above -> goTo(above.parent(), above.id(), above.name()));
      return;
    }
    page.addAll(found);
    Entry last = found.get(found.size() - 1).entry();
    goTo(directory, last.id(), last.name());
  }

  private void goTo(long newDirectory, long afterNumber, String afterName) {
    directory = newDirectory;
    lastNumber = afterNumber;
    lastName = afterName;
  }
}
