package dev.stratus.sync.core;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Done;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.ReplaceRequest;
import dev.stratus.sync.control.RestoreRequest;
import dev.stratus.sync.control.RestoreResult;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.view.Arrivals;
import java.io.IOException;
import java.util.Optional;

/** Brings versions of files back for users, so that no bytes are lost by it. */
final class VersionRestore {

  private final FileHistory.Sources from;

  VersionRestore(FileHistory.Sources from) {
    this.from = from;
  }

  RestoreResult restore(RestoreRequest request, ProgressListener progress) throws IOException {
    Optional<Inode> file = from.paths().find(request.path());
    FileHistory.requireNoDirectory(file, request.path());
    Arrivals.Place place = place(request);
    ObjectVersion version = choose(request, file);
    if (request.to() == null && file.isPresent()) {
      requireKept();
    }
    progress.report(progress(version, 0));
    CloudQuestion.answer(
        () -> {
          from.restorer().write(version, place, done -> progress.report(progress(version, done)));
          return version;
        });
    return new RestoreResult(place.path(), told(version));
  }

  private Arrivals.Place place(RestoreRequest request) throws IOException {
    if (request.to() == null) {
      SafeReplacement replacement = new SafeReplacement(from, request.path());
      replacement.require();
      return new Arrivals.Place(request.path(), replacement);
    }
    if (request.to().isEmpty()) {
      throw new ControlException(
          ControlFailure.INVALID, "The mount's root is no place for a file: name one below it.");
    }
    return Arrivals.Place.free(request.to());
  }

  private static HistoricVersion told(ObjectVersion version) {
    return new HistoricVersion(
        version.id(), version.lastModified(), version.size(), version.isDeletion(), null);
  }

  private static Progress progress(ObjectVersion version, long done) {
    return new Progress("restoring", 0, 1, done, version.size());
  }

  private ObjectVersion choose(RestoreRequest request, Optional<Inode> file) throws IOException {
    Optional<ETag> now = file.isPresent() ? etag(file.get()) : Optional.empty();
    Optional<ObjectVersion> found =
        CloudQuestion.answer(() -> from.history().find(request.path(), request.version(), now));
    if (found.isEmpty()) {
      throw new ControlException(ControlFailure.NO_SUCH_VERSION, nothingFound(request));
    }
    if (found.get().isDeletion()) {
      throw new ControlException(
          ControlFailure.NO_SUCH_VERSION,
          "Version "
              + request.version()
              + " of "
              + request.path()
              + " is its deletion, which has no bytes; 'stratus history' shows which have some.");
    }
    return found.get();
  }

  private static String nothingFound(RestoreRequest request) {
    return request.version() == null
        ? "The bucket keeps no other version of "
            + request.path()
            + ". Versions belong to a path: under a former name there may be more."
        : "The bucket keeps no version "
            + request.version()
            + " of "
            + request.path()
            + "; 'stratus history' shows which.";
  }

  private Optional<ETag> etag(Inode file) throws FsException {
    return from.states().objects(file).stream()
        .filter(object -> object.entry() != null)
        .map(CloudObject::etag)
        .findFirst();
  }

  /** A bucket that stopped to keep versions still has old ones, and drops what is replaced. */
  private void requireKept() throws IOException {
    if (!CloudQuestion.answer(from.history()::keeps)) {
      throw new ControlException(
          ControlFailure.FAILED,
          "The bucket keeps no versions now, so what is there would be lost; 'stratus versioning"
              + " enable', or restore with --to.");
    }
  }

  /** Puts a version that was written beside a file into its place; the name of the version goes. */
  Done replace(ReplaceRequest request) throws IOException {
    require(request.path(), ControlFailure.NO_SUCH_FILE);
    require(request.version(), ControlFailure.NO_SUCH_VERSION);
    SafeReplacement replacement = new SafeReplacement(from, request.path());
    replacement.require();
    requireKept();
    from.restorer().replace(new Arrivals.Place(request.path(), replacement), request.version());
    return new Done();
  }

  private void require(String path, ControlFailure otherwise) throws IOException {
    Optional<Inode> found = from.paths().find(path);
    FileHistory.requireNoDirectory(found, path);
    if (found.isEmpty()) {
      throw new ControlException(otherwise, path + " is not there.");
    }
  }
}
