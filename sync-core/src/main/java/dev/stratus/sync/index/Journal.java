package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one change of the index does to names and files, with the paths of that moment; kept only
 * while somebody wants to know.
 */
final class Journal {

  /** As deep as no folder is; a damaged index may lead in a circle. */
  private static final int MAX_DEPTH = 1 << 14;

  private final IndexChange change;
  private final List<NamedChange> changes = new ArrayList<>();

  Journal(IndexChange change) {
    this.change = change;
  }

  List<NamedChange> changes() {
    return changes;
  }

  void clear() {
    changes.clear();
  }

  void added(Entry entry) throws FsException {
    boolean listed = change.inode(entry.parent()).map(Inode::isListed).orElse(true);
    Optional<Inode> inode = change.inode(entry.inode());
    boolean begun = inode.map(Inode::isWriting).orElse(false);
    Optional<String> path = path(entry);
    if (path.isPresent()) {
      changes.add(
          new NamedChange(
              NamedChange.Kind.ADDED,
              path.get(),
              null,
              entry.inode(),
              isDirectory(inode),
              begun,
              !listed));
    }
  }

  void removed(Entry entry) throws FsException {
    note(NamedChange.Kind.REMOVED, path(entry), Optional.empty(), entry.inode());
  }

  /**
   * An entry got another place.
   *
   * @param from where it was, asked for before
   */
  void moved(Optional<String> from, Entry entry) throws FsException {
    note(NamedChange.Kind.MOVED, path(entry), from, entry.inode());
  }

  /** An inode got another version; whether somebody sees it depends on what differs. */
  void changed(Inode before, Inode after) throws FsException {
    if (isVisible(before, after)) {
      for (Entry entry : change.tables().entries().ofInode(after.id())) {
        note(NamedChange.Kind.CHANGED, path(entry), Optional.empty(), after.id());
      }
    }
  }

  private void note(NamedChange.Kind kind, Optional<String> path, Optional<String> from, long inode)
      throws FsException {
    if (path.isPresent()) {
      boolean directory = isDirectory(change.inode(inode));
      changes.add(
          new NamedChange(kind, path.get(), from.orElse(null), inode, directory, false, false));
    }
  }

  private static boolean isDirectory(Optional<Inode> inode) {
    return inode.map(Inode::isDirectory).orElse(false);
  }

  /**
   * While somebody writes, the file changes when it is settled. Times of a directory follow from
   * its names, and the first sight of an object's attributes is no change of them.
   */
  private static boolean isVisible(Inode before, Inode after) {
    if (after.isWriting() || before.attributesUnknown()) {
      return false;
    }
    boolean attributes =
        before.mode() != after.mode()
            || before.uid() != after.uid()
            || before.gid() != after.gid()
            || (before.metaGeneration() != after.metaGeneration()
                && before.nlink() == after.nlink());
    boolean bytes =
        before.isWriting()
            || before.contentGeneration() != after.contentGeneration()
            || before.mtime() != after.mtime();
    return attributes || (bytes && !after.isDirectory());
  }

  /** The path of a name inside the change; empty for one that is not reached from the root. */
  Optional<String> path(Entry entry) throws FsException {
    ArrayDeque<String> names = new ArrayDeque<>();
    Optional<Entry> step = Optional.of(entry);
    while (step.isPresent() && names.size() < MAX_DEPTH) {
      names.addFirst(step.get().name());
      long parent = step.get().parent();
      if (parent == InodeId.ROOT.value()) {
        return Optional.of(String.join("/", names));
      }
      step = change.tables().entries().ofInode(parent).stream().findFirst();
    }
    return Optional.empty();
  }
}
