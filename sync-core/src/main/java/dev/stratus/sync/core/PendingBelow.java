package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.LocalNames;
import dev.stratus.sync.namespace.Paths;
import java.util.List;
import java.util.Optional;

/** Goes through what is pending at and below a path; what is never uploaded does not count. */
final class PendingBelow {

  /** A pending name with its path. */
  record Found(String path, Entry entry, Pending pending) {}

  /** Something to be done with each. */
  @FunctionalInterface
  interface Visitor {
    void visit(Found found) throws FsException;
  }

  private static final int PAGE = 1000;

  private final Index index;
  private final Paths paths;
  private final LocalNames local;

  PendingBelow(FileStates.Names names) {
    this.index = names.index();
    this.paths = names.paths();
    this.local = names.local();
  }

  /** Visits what is pending at or below a path; the empty path is the whole mount. */
  void forEach(String path, Visitor visitor) throws FsException {
    long after = -1;
    List<Pending> page;
    do {
      long from = after;
      page = index.read(tables -> tables.pending().list(from, PAGE));
      for (Pending pending : page) {
        after = pending.entry();
        visit(path, pending, visitor);
      }
    } while (page.size() == PAGE);
  }

  private void visit(String path, Pending pending, Visitor visitor) throws FsException {
    Optional<Entry> entry = index.read(tables -> tables.entries().get(pending.entry()));
    if (entry.isEmpty()) {
      return;
    }
    Optional<String> own =
        entry.get().inode() == InodeId.ROOT.value() ? Optional.of("") : paths.of(entry.get());
    if (own.isPresent()
        && (isBelow(own.get(), path) || concerns(pending, own.get(), path))
        && !staysHere(entry.get(), own.get())) {
      visitor.visit(new Found(own.get(), entry.get(), pending));
    }
  }

  private boolean staysHere(Entry entry, String path) throws FsException {
    return index.read(tables -> local.staysBy(tables, entry, path)).isPresent();
  }

  static boolean isBelow(String path, String ancestor) {
    return ancestor.isEmpty() || path.equals(ancestor) || path.startsWith(ancestor + "/");
  }

  /** A directory that was renamed makes everything below it pending. */
  private static boolean concerns(Pending pending, String own, String path) {
    return pending.subtree() && isBelow(path, own);
  }
}
