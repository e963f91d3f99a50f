package dev.stratus.sync.core;

import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.control.ConflictState;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.HistoryList;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.VersioningStatus;
import dev.stratus.sync.history.History;
import dev.stratus.sync.history.Restorer;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.upload.Uploader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** The versions of files for users, and the conflicts that wait for their decision. */
final class FileHistory {

  /**
   * What it works with.
   *
   * @param isOpen whether a program has an inode open
   */
  record Sources(
      History history,
      Restorer restorer,
      Paths paths,
      FileStates states,
      Uploader uploader,
      OpenFiles files,
      LongPredicate isOpen) {}

  private final Sources from;

  FileHistory(Sources from) {
    this.from = from;
  }

  HistoryList list(HistoryRequest request, ProgressListener progress) throws IOException {
    if (request.limit() <= 0) {
      throw new ControlException(ControlFailure.INVALID, "How many versions? At least one.");
    }
    requireNoDirectory(from.paths().find(request.path()), request.path());
    List<ObjectVersion> versions =
        CloudQuestion.answer(() -> from.history().of(request.path(), request.limit()));
    List<HistoricVersion> told = new ArrayList<>();
    for (ObjectVersion version : versions) {
      told.add(tell(version, request.digests()));
      progress.report(new Progress("reading versions", told.size(), versions.size(), 0, 0));
    }
    return new HistoryList(request.path(), told);
  }

  private HistoricVersion tell(ObjectVersion version, boolean digests) throws IOException {
    String sha256 =
        digests && !version.isDeletion()
            ? CloudQuestion.answer(() -> from.history().sha256(version))
            : null;
    return new HistoricVersion(
        version.id(), version.lastModified(), version.size(), version.isDeletion(), sha256);
  }

  /** Whether a file waits for a decision; {@code clear} decides for what is here. */
  ConflictState conflict(String path, boolean clear) throws IOException {
    requireNoDirectory(from.paths().find(path), path);
    Entry name =
        from.paths()
            .findEntry(path)
            .orElseThrow(
                () -> new ControlException(ControlFailure.NO_SUCH_FILE, path + " is not there."));
    boolean conflict = from.uploader().isConflict(name.id());
    if (conflict && clear) {
      if (!CloudQuestion.answer(from.history()::keeps)) {
        throw new ControlException(
            ControlFailure.FAILED,
            "The bucket keeps no versions any more: what is there would be lost; 'stratus versioning"
                + " enable', then decide.");
      }
      CloudQuestion.answer(() -> from.uploader().clearConflict(name));
    }
    return new ConflictState(conflict);
  }

  VersioningStatus versioning(boolean enable) throws IOException {
    return CloudQuestion.answer(
        () -> {
          if (enable) {
            from.history().keep();
          }
          return new VersioningStatus(from.history().keeps());
        });
  }

  static void requireNoDirectory(Optional<Inode> file, String path) throws ControlException {
    if (path.isEmpty() || (file.isPresent() && !file.get().isRegular())) {
      throw new ControlException(ControlFailure.INVALID, "Only files have versions.");
    }
  }
}
