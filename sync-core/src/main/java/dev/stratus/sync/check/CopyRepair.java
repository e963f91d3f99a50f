package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.trash.TrashedLook;
import java.util.Optional;

/** Makes a file right whose local copy is not: with what the bucket was just seen to have. */
final class CopyRepair {

  /** What becomes of a file. */
  enum Way {
    /** The cloud has the very bytes: they are fetched again. */
    FETCH_AGAIN,
    /** The newest bytes are gone; the version that they were made from is still there. */
    TAKE_FORMER,
    /** What is left of the newest bytes gets a name of its own beside that version. */
    SET_ASIDE
  }

  private final CheckParts parts;
  private final Index index;
  private final OpenFiles files;

  CopyRepair(CheckParts parts) {
    this.parts = parts;
    this.index = parts.index();
    this.files = parts.files();
  }

  /** Returns false, and nothing was done, if somebody uses the file or changed it. */
  boolean run(CopyState file, Way way, CloudObject object) throws FsException {
    parts.durableCloud().run();
    boolean[] done = new boolean[1];
    files.whileUnused(
        file.inode().id(),
        () -> {
          if (!isStill(file)) {
            return;
          }
          if (way == Way.SET_ASIDE) {
            new SetAside(index, parts.clocks()).run(file.inode(), file.objects());
            endWithCopy(file.inode().id());
          } else {
            forgetCopy(file, way, object);
          }
          done[0] = true;
        });
    return done[0];
  }

  /** What was set aside has the bytes that are left, and no zeros behind them. */
  private void endWithCopy(long id) throws FsException {
    long size = parts.store().sizeOf(id);
    index.changeAlways(
        change -> {
          Inode cut = change.put(change.require(id).edit().size(size).writing(false).done());
          PresenceRules.settle(change, id);
          return cut;
        });
  }

  private boolean isStill(CopyState file) throws FsException {
    long id = file.inode().id();
    Optional<CopyState> now = index.read(tables -> CopyState.of(tables, id));
    return now.filter(state -> state.isStill(file)).isPresent();
  }

  /** The index first, synced; then the copy goes, to the trash as far as that has room. */
  private void forgetCopy(CopyState file, Way way, CloudObject object) throws FsException {
    long id = file.inode().id();
    String path = parts.paths().of(file.name()).orElse(file.name().name());
    index.changeAlways(
        change ->
            way == Way.FETCH_AGAIN
                ? fetchAgain(change, file.inode(), object)
                : takeFormer(change, file.inode(), object));
    index.sync();
    if (parts.store().exists(id)) {
      long size = parts.store().sizeOf(id);
      TrashedLook look = TrashedLook.of(index, file.inode());
      parts.trash().keep(path, size, look, to -> parts.store().give(id, to));
      parts.store().delete(id);
    }
  }

  private static Inode fetchAgain(IndexChange change, Inode inode, CloudObject object)
      throws FsException {
    change.deletePresence(inode.id());
    return change.put(
        inode
            .edit()
            .size(object.size())
            .base(inode.contentGeneration(), object.size())
            .cached(0)
            .writing(false)
            .syncedGeneration(inode.contentGeneration())
            .done());
  }

  /** The object has the file's bytes from now on, whatever it had before. */
  Inode takeFormer(IndexChange change, Inode inode, CloudObject object) throws FsException {
    long generation = inode.contentGeneration() + 1;
    change.deletePresence(inode.id());
    change.putObject(
        new CloudObject(
            object.key(),
            object.entry(),
            inode.id(),
            object.etag(),
            object.size(),
            object.modifiedMillis(),
            generation,
            object.metaGeneration(),
            change.nextSeq()));
    change.markPendingNames(inode.id());
    return change.put(
        inode
            .edit()
            .size(object.size())
            .contentGeneration(generation, parts.clocks().uuids().get())
            .base(generation, object.size())
            .cached(0)
            .writing(false)
            .syncedGeneration(generation)
            .mtime(object.modifiedMillis() * 1_000_000)
            .done());
  }
}
