package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;

/**
 * Finds out whether a directory that is known by what is in it has a marker too. Where there is
 * none, that is settled as well, and is not asked again.
 */
final class MarkerLook {

  /** Nobody renames a directory more often while one request is answered. */
  private static final int MAX_TRIES = 3;

  /** Asks for one object. */
  @FunctionalInterface
  interface Question {
    Optional<ObjectInfo> find(ObjectKey key) throws FsException, CloudException;
  }

  private final Index index;
  private final Paths paths;
  private final Flights flights;
  private final Adoption adoption;

  MarkerLook(RemoteParts parts) {
    this.index = parts.index();
    this.paths = parts.paths();
    this.flights = parts.flights();
    this.adoption = parts.adoption();
  }

  void look(long directory, Question question) throws FsException, CloudException {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Entry> entry =
          index.read(tables -> tables.entries().ofInode(directory).stream().findFirst());
      Optional<ObjectKey> key =
          entry.isPresent() ? paths.keyOf(entry.get(), true) : Optional.empty();
      if (key.isEmpty()) {
        // It was removed meanwhile.
        return;
      }
      Optional<ObjectInfo> info = question.find(key.get());
      if (index.change(change -> settle(change, directory, key.get(), info))) {
        return;
      }
    }
    throw new FsException(
        FsFailure.IO_ERROR, "directory " + directory + " is renamed faster than it is looked at");
  }

  /** Returns false if the answer is about another key than the directory has now. */
  private boolean settle(
      IndexChange change, long directory, ObjectKey key, Optional<ObjectInfo> info)
      throws FsException {
    Optional<Inode> inode = change.inode(directory).filter(Inode::attributesUnknown);
    Optional<Entry> entry = change.tables().entries().ofInode(directory).stream().findFirst();
    if (inode.isEmpty() || entry.isEmpty()) {
      return true;
    }
    if (!paths.keyOf(entry.get(), true).equals(Optional.of(key))) {
      return false;
    }
    if (info.isPresent() && isMarker(change, info.get())) {
      adoption.adoptMarker(change, entry.get(), inode.get(), info.get());
    } else {
      adoption.adoptDefaults(change, inode.get());
    }
    return true;
  }

  /** Not the one of a directory that was renamed or removed here, which is still to follow. */
  private boolean isMarker(IndexChange change, ObjectInfo info) throws FsException {
    return change.tables().objects().get(info.key()).isEmpty() && !flights.isLate(info);
  }
}
