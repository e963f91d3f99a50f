package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.trash.Trash;
import dev.stratus.sync.trash.Trashed;
import dev.stratus.sync.trash.TrashedLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deletes a file, here and in the cloud, so that its bytes stay in the trash for a time. It does so
 * only where they surely do: all of them are here, nobody uses them, and the trash takes as many.
 */
final class Recycling {

  private static final int MOST_ATTEMPTS = 25;
  private static final long PAUSE_MILLIS = 20;

  /** What it works with. */
  record Sources(
      Index index, OpenFiles files, ContentStore store, Paths paths, Trash trash, Clocks clocks) {}

  private final Sources from;

  Recycling(Sources from) {
    this.from = from;
  }

  /**
   * Deletes a file.
   *
   * @throws FsException {@link FsFailure#INVALID} for what is no file with one name; {@link
   *     FsFailure#TRY_AGAIN} while it is open or not all here; {@link FsFailure#NO_SPACE} if it is
   *     larger than the trash
   */
  void recycle(InodeId id) throws FsException {
    if (!from.index().require(id).isRegular()) {
      throw new FsException(FsFailure.INVALID, "only files can be recycled");
    }
    long inode = id.value();
    try (OpenFiles.Use use = from.files().use(inode)) {
      use.file().sync();
    }
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (from.files().whileUnused(inode, () -> delete(inode))) {
        return;
      }
      pause();
    }
    throw new FsException(FsFailure.TRY_AGAIN, "it is open");
  }

  /**
   * The mount itself uses files for moments, such as at the end of a download, and the kernel tells
   * of a close some moments after it.
   */
  private static void pause() throws FsException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FsException(FsFailure.INTERRUPTED, "the mount ended meanwhile", e);
    }
  }

  /** The trash first, then the index, synced, the local copy last: at no moment are there none. */
  private void delete(long inode) throws FsException {
    List<Entry> names = from.index().read(tables -> tables.entries().ofInode(inode));
    Inode file = from.index().require(new InodeId(inode));
    requireFit(file, names);
    Entry name = names.get(0);
    String path = from.paths().of(name).orElse(name.name());
    Trashed kept = keep(file, path);
    Inode gone = removeOrTakeBack(name, kept);
    from.index().sync();
    from.store().delete(inode);
    from.index()
        .changeAlways(
            change -> {
              change.deleteInode(inode);
              return gone;
            });
  }

  private Trashed keep(Inode file, String path) throws FsException {
    TrashedLook look = TrashedLook.of(from.index(), file);
    Trashed kept =
        from.trash()
            .keep(path, file.size(), look, to -> link(file.id(), to))
            .orElseThrow(() -> new FsException(FsFailure.NO_SPACE, "the trash does not take it"));
    from.trash().sync(kept);
    return kept;
  }

  /** A file that was never written to has no local copy. */
  private void link(long inode, Path target) throws FsException {
    if (from.store().exists(inode)) {
      from.store().link(inode, target);
      return;
    }
    try {
      Files.createFile(target);
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "no file " + target, e);
    }
  }

  private Inode removeOrTakeBack(Entry name, Trashed kept) throws FsException {
    try {
      return from.index().changeAlways(change -> remove(change, name));
    } catch (FsException e) {
      from.trash().remove(kept);
      throw e;
    }
  }

  private Inode remove(IndexChange change, Entry name) throws FsException {
    long now = from.clocks().nanos().getAsLong();
    Inode directory = change.require(name.parent());
    change.put(directory.edit().mtime(now).ctime(now).done());
    change.deleteEntry(name);
    return change.put(change.require(name.inode()).edit().nlink(0).done());
  }

  private void requireFit(Inode file, List<Entry> names) throws FsException {
    if (!file.isRegular() || names.size() != 1) {
      throw new FsException(FsFailure.INVALID, "only a file with one name can be recycled");
    }
    if (!file.isComplete() || file.isWriting()) {
      throw new FsException(
          FsFailure.TRY_AGAIN, "not all of it is here; 'stratus download' brings it");
    }
    if (!from.trash().takes(file.size())) {
      throw new FsException(FsFailure.NO_SPACE, "it is larger than the trash (trash-size)");
    }
  }
}
