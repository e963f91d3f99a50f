package dev.stratus.sync.trash;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.TimeChange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way back from the trash. A file leaves it when its bytes and its name are in the folder, on
 * the disk: after a crash it is in one of them, or in both.
 */
final class TrashReturn {

  private static final int PIECE = 1 << 20;

  /** So many names are tried where one is taken. */
  private static final int MOST_NAMES = 1_000;

  private final Trash trash;
  private final FileSystemView view;
  private final Arrivals arrivals;
  private final TrashedLook plain;
  private final Set<Long> returning = ConcurrentHashMap.newKeySet();

  /**
   * @param plain the look of files of which none is known
   */
  TrashReturn(Trash trash, FileSystemView view, Arrivals arrivals, TrashedLook plain) {
    this.trash = trash;
    this.view = view;
    this.arrivals = arrivals;
    this.plain = plain;
  }

  /** Brings a file to where it was; if something is there now, it becomes {@code NAME(1).ext}. */
  void home(Trashed entry) throws FsException {
    String path = entry.path();
    InodeId directory = arrivals.directory(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    to(
        entry,
        directory,
        freeName(directory, TrashDirectory.lastName(entry)),
        RenameMode.NO_REPLACE);
  }

  private Name freeName(InodeId directory, String name) throws FsException {
    int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    for (int number = 0; number < MOST_NAMES; number++) {
      String mark = number == 0 ? "" : "(" + number + ")";
      Name tried = Name.of(name.substring(0, dot) + mark + name.substring(dot));
      if (isFree(directory, tried)) {
        return tried;
      }
    }
    throw new FsException(FsFailure.EXISTS, "too many files are called like " + name);
  }

  private boolean isFree(InodeId directory, Name name) throws FsException {
    try {
      view.lookup(directory, name);
      return false;
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  /** Brings a file to another place. */
  void to(Trashed entry, InodeId directory, Name name, RenameMode mode) throws FsException {
    if (!returning.add(entry.id())) {
      throw new FsException(FsFailure.TRY_AGAIN, "it is on its way back already");
    }
    try {
      arrivals.bring(sink -> give(entry, sink), directory, name, rename -> rename.run(mode));
      view.fsyncDirectory(directory);
      trash.remove(entry);
    } catch (FsException e) {
      throw e;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "not readable in the trash: " + entry, e);
    } finally {
      returning.remove(entry.id());
    }
  }

  private Arrivals.Look give(Trashed entry, Arrivals.Sink sink) throws IOException {
    try (InputStream in = Files.newInputStream(trash.file(entry))) {
      long offset = 0;
      byte[] piece = in.readNBytes(PIECE);
      while (piece.length > 0) {
        sink.take(piece, offset);
        offset += piece.length;
        piece = in.readNBytes(PIECE);
      }
    }
    TrashedLook known = entry.look();
    TrashedLook look = known == null ? plain : known;
    TimeChange mtime = known == null ? TimeChange.omit() : TimeChange.at(known.mtimeNanos());
    return new Arrivals.Look(
        look.permissions(), look.uid(), look.gid(), mtime, Map.copyOf(look.xattrs()));
  }
}
