package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.Flights;
import dev.stratus.sync.remote.LastPlace;
import java.util.List;
import java.util.Optional;

/**
 * Files that were written here in part, and whose other bytes another client deleted or replaced
 * before they came. A compare leaves them alone, since they are to go up; here it is found out that
 * they never can.
 */
final class LostBase {

  private final CloudStore cloud;
  private final Index index;
  private final Flights flights;
  private final Conflicts conflicts;

  LostBase(UploadParts parts, Conflicts conflicts) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.flights = parts.flights();
    this.conflicts = conflicts;
  }

  /** Whether the index knows of no object that has the bytes which are not here. */
  boolean isCertain(long inode) throws FsException {
    return index.read(tables -> LastPlace.isNowhere(tables, inode));
  }

  /**
   * Asks for each object that should have them. One that is gone is forgotten; another one in its
   * place keeps the name.
   */
  void look(Inode inode) throws FsException, CloudException {
    if (inode.baseGeneration() == inode.contentGeneration()) {
      return;
    }
    for (CloudObject object : bases(inode)) {
      Optional<ObjectInfo> there = cloud.find(object.key());
      boolean same = there.filter(info -> info.etag().equals(object.etag())).isPresent();
      Long entry = object.entry();
      if (same || flights.isUnderWay(object.key())) {
        continue;
      }
      if (there.isPresent() && entry != null) {
        conflicts.separate(entry, object.key(), there.get());
      } else {
        index.changeAlways(change -> forget(change, object));
      }
    }
  }

  private List<CloudObject> bases(Inode inode) throws FsException {
    return index.read(tables -> tables.objects().ofInode(inode.id())).stream()
        .filter(object -> object.contentGeneration() == inode.baseGeneration())
        .toList();
  }

  private static boolean forget(IndexChange change, CloudObject object) throws FsException {
    boolean same = change.tables().objects().get(object.key()).equals(Optional.of(object));
    if (same) {
      change.deleteObject(object.key());
    }
    return same;
  }
}
