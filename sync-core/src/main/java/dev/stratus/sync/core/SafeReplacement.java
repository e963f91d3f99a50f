package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.RenameMode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file that another one may replace: only while the cloud has it as it is here, so that it is a
 * version then, and while nobody has it open. The kernel does not hear of this rename: who has the
 * file open would read on in the pages of the other one.
 */
final class SafeReplacement implements Arrivals.Placing {

  private static final int MOST_ATTEMPTS = 100;
  private static final int CLOSE_ATTEMPTS = 25;
  private static final long PAUSE_MILLIS = 20;

  private final FileHistory.Sources from;
  private final OpenFiles files;
  private final String path;

  SafeReplacement(FileHistory.Sources from, String path) {
    this.from = from;
    this.files = from.files();
    this.path = path;
  }

  /** Fails where it would fail now, before anything is done for it. */
  void require() throws IOException {
    Optional<Inode> file = from.paths().find(path);
    FileHistory.requireNoDirectory(file, path);
    if (isConflict()) {
      throw busy(
          "was changed here and in the cloud and waits for a decision ('stratus conflicts'); decide"
              + " first, or restore with --to.");
    }
    if (file.isEmpty()) {
      return;
    }
    if (staysOpen(file.get().id())) {
      throw busy("is open; close it and restore it again, or restore with --to.");
    }
    if (!from.states().isInCloud(file.get())) {
      throw busy(
          "has changes that are not in the cloud yet, which would be lost; 'stratus wait', then"
              + " restore it again.");
    }
  }

  /** The kernel tells of a close some moments after it. */
  private boolean staysOpen(long inode) throws FsException {
    for (int attempt = 0; attempt < CLOSE_ATTEMPTS && from.isOpen().test(inode); attempt++) {
      pause();
    }
    return from.isOpen().test(inode);
  }

  @Override
  public void place(Arrivals.Rename rename) throws IOException {
    Optional<Inode> file = from.paths().find(path);
    if (file.isEmpty()) {
      rename.run(RenameMode.NO_REPLACE);
      return;
    }
    boolean placed = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !placed; attempt++) {
      require();
      placed = replaceWhileUnused(file.get().id(), rename);
    }
    if (!placed) {
      throw busy("was used meanwhile; restore it again.");
    }
  }

  private boolean replaceWhileUnused(long inode, Arrivals.Rename rename) throws IOException {
    boolean[] placed = new boolean[1];
    if (!files.whileUnused(inode, () -> placed[0] = replace(inode, rename))) {
      pause();
    }
    return placed[0];
  }

  /** The mount itself uses files for moments, to sync them or to read ahead; so do programs. */
  private static void pause() throws FsException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FsException(FsFailure.INTERRUPTED, "the mount ended meanwhile", e);
    }
  }

  /** Nobody can open the file or write to it now. */
  private boolean replace(long inode, Arrivals.Rename rename) throws FsException {
    Optional<Inode> file = from.paths().find(path);
    boolean safe =
        file.isPresent() && file.get().id() == inode && from.states().isInCloud(file.get());
    if (safe) {
      rename.run(RenameMode.REPLACE);
    }
    return safe;
  }

  private boolean isConflict() throws IOException {
    Optional<Entry> name = from.paths().findEntry(path);
    return name.isPresent() && from.uploader().isConflict(name.get().id());
  }

  private ControlException busy(String why) {
    return new ControlException(ControlFailure.BUSY, path + " " + why);
  }
}
