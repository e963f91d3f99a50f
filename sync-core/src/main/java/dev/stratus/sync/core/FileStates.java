package dev.stratus.sync.core;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.EntryTable;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.Tables;
import dev.stratus.sync.namespace.LocalNames;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.upload.Uploader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Derives the state that users see from what index, uploader and downloader know. */
final class FileStates {

  /**
   * What is never uploaded: it does not wait, nothing went wrong with it, and the cloud has nothing
   * of it, so of all states only this one is true.
   */
  static final FileSyncState STAYS_HERE = FileSyncState.STOPPED;

  private final Index index;
  private final Paths paths;
  private final LocalNames local;
  private final Uploader uploader;
  private final Downloader downloader;
  private final FilesInStep inStep;

  FileStates(Names names, Uploader uploader, Downloader downloader) {
    this.index = names.index();
    this.paths = names.paths();
    this.local = names.local();
    this.uploader = uploader;
    this.downloader = downloader;
    this.inStep = new FilesInStep(index::commits);
  }

  /** What names mean: where they lie, and which of them are never uploaded. */
  record Names(Index index, Paths paths, LocalNames local) {}

  /** The state of a file, a link, or of a directory's own marker, over all of its names. */
  FileSyncState of(Inode inode) throws FsException {
    // Looked at before the index: a transfer's end is recorded there first, and forgotten here
    // last.
    boolean goesUp = uploader.transfer(inode.id()).isPresent();
    boolean comesDown = downloader.isDownloading(inode.id());
    FileSyncState state = settled(inode);
    return moving(
        state,
        goesUp,
        comesDown,
        () -> (goesUp || uploader.uploadedThisMount(inode)) && inode.isComplete());
  }

  /** Whether the cloud has a file as it is here, under all of its names. */
  boolean isInCloud(Inode file) throws FsException {
    return settled(file) == FileSyncState.COMPLETED;
  }

  /** What becomes of a settled state while bytes are on their way, or were a moment ago. */
  static FileSyncState moving(
      FileSyncState settled, boolean goesUp, boolean comesDown, BooleanSupplier wentUp) {
    if (settled != FileSyncState.COMPLETED) {
      return goesUp ? FileSyncState.UPLOADING : comesDown ? FileSyncState.DOWNLOADING : settled;
    }
    if (comesDown) {
      return FileSyncState.DOWNLOADING;
    }
    return wentUp.getAsBoolean() ? FileSyncState.UPLOAD_SUCCESS : FileSyncState.COMPLETED;
  }

  /** Most are asked about twice in a row, for the length of the answer and for the answer. */
  private FileSyncState settled(Inode inode) throws FsException {
    if (inStep.has(inode.id())) {
      return FileSyncState.COMPLETED;
    }
    long commits = index.commits();
    FileSyncState state = index.read(tables -> settled(tables, inode));
    if (state == FileSyncState.COMPLETED) {
      inStep.add(inode.id(), commits);
    }
    return state;
  }

  private FileSyncState settled(Tables tables, Inode inode) throws FsException {
    FileSyncState state = FileSyncState.COMPLETED;
    List<EntryTable.Place> places = tables.entries().places(inode.id());
    int local = 0;
    for (EntryTable.Place place : places) {
      if (!place.pending() && isInPlace(place, inode)) {
        continue;
      }
      Entry entry = place.entry();
      Optional<Pending> pending = tables.pending().get(entry.id());
      if (stays(tables, entry)) {
        local++;
      } else if (pending.isPresent() && pending.get().isFailed()) {
        return FileSyncState.UPLOAD_FAILURE;
      } else {
        boolean mayWait = state != FileSyncState.TO_BE_UPLOADED;
        state = mayWait ? waiting(uploader.isHalted(entry, inode)) : state;
      }
    }
    return local > 0 && local == places.size() ? STAYS_HERE : state;
  }

  /** Whether a directory, and with it all that is below, is never uploaded. */
  boolean staysHere(Inode directory) throws FsException {
    return index.read(
        tables -> {
          for (Entry entry : tables.entries().ofInode(directory.id())) {
            if (stays(tables, entry)) {
              return true;
            }
          }
          return false;
        });
  }

  private boolean stays(Tables tables, Entry entry) throws FsException {
    return local.staysBy(tables, entry).isPresent();
  }

  /** By which pattern a name with this path stays on this machine, if the cloud has no object. */
  Optional<String> staysBy(String path, boolean directory) {
    return local.rules().match(path, directory);
  }

  /**
   * What waits for the uploader.
   *
   * @param halted whether it is kept back for itself, or for its bundle
   */
  FileSyncState waiting(boolean halted) {
    return halted || uploader.isStopped() ? FileSyncState.STOPPED : FileSyncState.TO_BE_UPLOADED;
  }

  /** Below a renamed directory nothing is pending by itself until the uploader has got there. */
  private boolean isInPlace(EntryTable.Place place, Inode inode) throws FsException {
    if (inode.isDirectory()) {
      return true;
    }
    Optional<ObjectKey> wanted = paths.keyOf(place.entry(), false);
    return wanted.isEmpty() || wanted.get().equals(place.key());
  }

  /** What refused the upload of an inode, or made its last attempt vain, and what follows. */
  Optional<String> reason(Inode inode) throws FsException {
    return index.read(
        tables -> {
          for (Entry entry : tables.entries().ofInode(inode.id())) {
            Optional<Pending> vain =
                tables.pending().get(entry.id()).filter(row -> row.reason() != null);
            if (vain.isPresent()) {
              return vain.map(FileStates::explain);
            }
            Optional<String> pattern = local.staysBy(tables, entry);
            if (pattern.isPresent()) {
              return pattern.map(LocalNames::explain);
            }
          }
          return Optional.empty();
        });
  }

  /** In words, why an upload failed or waits. */
  static String explain(Pending vain) {
    if (vain.isHalted()) {
      return String.valueOf(vain.reason());
    }
    long next = vain.notBeforeMillis();
    String again =
        next > 0
            ? "next try " + Instant.ofEpochMilli(next).truncatedTo(ChronoUnit.SECONDS)
            : vain.isGivenUp() ? "next try on request" : "next try now";
    return vain.reason() + " (attempts: " + vain.attempts() + ", " + again + ")";
  }

  /** The objects that have the inode's bytes as they are now. */
  List<CloudObject> objects(Inode inode) throws FsException {
    return index.read(tables -> tables.objects().ofInode(inode.id()));
  }
}
