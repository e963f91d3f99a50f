package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.ConflictState;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Done;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.HistoryList;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.ReplaceRequest;
import dev.stratus.sync.control.RestoreRequest;
import dev.stratus.sync.control.RestoreResult;
import dev.stratus.sync.control.VersioningStatus;
import dev.stratus.sync.history.History;
import dev.stratus.sync.history.Restorer;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.RenameMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** The versions of files for users: told, and brought back. */
final class FileHistory {

  /**
   * What it works with.
   *
   * @param isOpenForWriting whether a program could still write to an inode
   */
  record Sources(
      History history,
      Restorer restorer,
      Paths paths,
      FileStates states,
      Uploader uploader,
      LongPredicate isOpenForWriting) {}

  private final Sources from;

  FileHistory(Sources from) {
    this.from = from;
  }

  HistoryList list(HistoryRequest request, ProgressListener progress) throws IOException {
    if (request.limit() <= 0) {
      throw new ControlException(ControlFailure.INVALID, "How many versions? At least one.");
    }
    requireNoDirectory(from.paths().find(request.path()), request.path());
    List<ObjectVersion> versions = ask(() -> from.history().of(request.path(), request.limit()));
    List<HistoricVersion> told = new ArrayList<>();
    for (ObjectVersion version : versions) {
      told.add(tell(version, request.digests()));
      progress.report(new Progress("reading versions", told.size(), versions.size(), 0, 0));
    }
    return new HistoryList(request.path(), told);
  }

  private HistoricVersion tell(ObjectVersion version, boolean digests) throws IOException {
    String sha256 =
        digests && !version.isDeletion() ? ask(() -> from.history().sha256(version)) : null;
    return new HistoricVersion(
        version.id(), version.lastModified(), version.size(), version.isDeletion(), sha256);
  }

  RestoreResult restore(RestoreRequest request, ProgressListener progress) throws IOException {
    Optional<Inode> file = from.paths().find(request.path());
    requireNoDirectory(file, request.path());
    String target = request.to() == null ? request.path() : request.to();
    if (request.to() == null && file.isPresent()) {
      requireInCloud(file.get(), request.path());
    }
    ObjectVersion version = choose(request, file);
    progress.report(progress(version, 0));
    RenameMode mode = request.to() == null ? RenameMode.REPLACE : RenameMode.NO_REPLACE;
    ask(
        () -> {
          from.restorer()
              .write(version, target, mode, done -> progress.report(progress(version, done)));
          return version;
        });
    return new RestoreResult(target, tell(version, false));
  }

  private static Progress progress(ObjectVersion version, long done) {
    return new Progress("restoring", 0, 1, done, version.size());
  }

  private ObjectVersion choose(RestoreRequest request, Optional<Inode> file) throws IOException {
    Optional<ETag> now = file.isPresent() ? etag(file.get()) : Optional.empty();
    return ask(() -> from.history().find(request.path(), request.version(), now))
        .orElseThrow(
            () ->
                new ControlException(
                    ControlFailure.NO_SUCH_VERSION,
                    request.version() == null
                        ? "The bucket keeps no other version of " + request.path() + "."
                        : "The bucket keeps no version "
                            + request.version()
                            + " of "
                            + request.path()
                            + "; 'stratus history' shows which."));
  }

  private Optional<ETag> etag(Inode file) throws FsException {
    return from.states().objects(file).stream()
        .filter(object -> object.entry() != null)
        .map(CloudObject::etag)
        .findFirst();
  }

  private static void requireNoDirectory(Optional<Inode> file, String path)
      throws ControlException {
    if (path.isEmpty() || (file.isPresent() && !file.get().isRegular())) {
      throw new ControlException(ControlFailure.INVALID, "Only files have versions.");
    }
  }

  /** What is replaced is a version itself then, so that nothing is lost by a mistake. */
  private void requireInCloud(Inode file, String path) throws IOException {
    FileSyncState state = from.states().of(file);
    boolean settled = state == FileSyncState.COMPLETED || state == FileSyncState.UPLOAD_SUCCESS;
    if (!settled || from.isOpenForWriting().test(file.id())) {
      throw new ControlException(
          ControlFailure.BUSY,
          path
              + " has changes that are not in the cloud yet, which would be lost; 'stratus wait',"
              + " then restore it again.");
    }
  }

  /** Puts a version that was written beside a file into its place; the name of the version goes. */
  Done replace(ReplaceRequest request) throws IOException {
    Inode file = require(request.path(), ControlFailure.NO_SUCH_FILE);
    require(request.version(), ControlFailure.NO_SUCH_VERSION);
    requireInCloud(file, request.path());
    return ask(
        () -> {
          from.restorer().replace(request.path(), request.version());
          return new Done();
        });
  }

  private Inode require(String path, ControlFailure otherwise) throws IOException {
    Optional<Inode> found = from.paths().find(path);
    requireNoDirectory(found, path);
    return found.orElseThrow(() -> new ControlException(otherwise, path + " is not there."));
  }

  /** Whether a file waits for a decision; {@code clear} decides for what is here. */
  ConflictState conflict(String path, boolean clear) throws IOException {
    require(path, ControlFailure.NO_SUCH_FILE);
    Entry name = from.paths().findEntry(path).orElseThrow();
    boolean conflict = from.uploader().isConflict(name.id());
    if (conflict && clear) {
      if (!ask(from.history()::keeps)) {
        throw new ControlException(
            ControlFailure.FAILED,
            "The bucket keeps no versions any more: what is there would be lost; 'stratus versioning"
                + " enable', then decide.");
      }
      ask(() -> from.uploader().clearConflict(name));
    }
    return new ConflictState(conflict);
  }

  VersioningStatus versioning(boolean enable) throws IOException {
    return ask(
        () -> {
          if (enable) {
            from.history().keep();
          }
          return new VersioningStatus(from.history().keeps());
        });
  }

  /** Something that the bucket is asked for. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  private static <T> T ask(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (CloudException e) {
      throw new ControlException(failure(e), sentence(e), e);
    }
  }

  private static ControlFailure failure(CloudException e) {
    return switch (e.failure()) {
      case NOT_FOUND -> ControlFailure.NO_SUCH_VERSION;
      case UNREACHABLE, TIMED_OUT -> ControlFailure.UNREACHABLE;
      default -> ControlFailure.FAILED;
    };
  }

  private static String sentence(CloudException e) {
    return switch (e.failure()) {
      case NOT_SUPPORTED ->
          "The bucket keeps no versions; 'stratus versioning enable' lets it keep them from now on,"
              + " where its server can.";
      case ACCESS_DENIED ->
          "These credentials may not do this to the bucket: " + e.getMessage() + ".";
      default -> "The bucket does not answer: " + e.getMessage() + ".";
    };
  }
}
