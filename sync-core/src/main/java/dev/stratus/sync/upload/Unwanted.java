package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.LastPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects that nobody wants any more, as the index knows them. */
final class Unwanted {

  /** So many rows hold the index's writer for some milliseconds at most. */
  private static final int AT_ONCE = 100;

  private final Index index;
  private final Surveyor surveyor;
  private final LinkGroups links;

  Unwanted(Index index, Surveyor surveyor, LinkGroups links) {
    this.index = index;
    this.surveyor = surveyor;
    this.links = links;
  }

  /**
   * From now on nobody may count on these objects' bytes.
   *
   * @return those that may be deleted; somebody has to count on the others
   */
  List<CloudObject> release(List<CloudObject> objects) throws FsException {
    List<CloudObject> released = new ArrayList<>();
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<CloudObject> some = objects.subList(from, Math.min(from + AT_ONCE, objects.size()));
      released.addAll(index.changeAlways(change -> releaseSome(change, some)));
    }
    return released;
  }

  private List<CloudObject> releaseSome(IndexChange change, List<CloudObject> some)
      throws FsException {
    List<CloudObject> released = new ArrayList<>();
    for (CloudObject object : some) {
      if (release(change, object)) {
        released.add(object);
      }
    }
    return released;
  }

  private boolean release(IndexChange change, CloudObject object) throws FsException {
    Optional<CloudObject> now = change.tables().objects().get(object.key());
    if (now.isEmpty()
        || now.get().entry() != null
        || !now.get().etag().equals(object.etag())
        || LastPlace.isOnlyPlace(change, object)
        || surveyor.isAwaited(change, object.key())) {
      return false;
    }
    if (object.contentGeneration() != 0 && change.inode(object.inode()).isPresent()) {
      change.putObject(Claims.voided(object));
    }
    return true;
  }

  /** Whether nothing is to be deleted there for now. */
  boolean isHalted(CloudObject object) {
    return surveyor.halts().covers(object.key());
  }

  /** They are gone in the cloud, or are others than those that were to be deleted. */
  void forget(List<CloudObject> objects) throws FsException, CloudException {
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<CloudObject> some = objects.subList(from, Math.min(from + AT_ONCE, objects.size()));
      Map<Long, Inode> living = index.changeAlways(change -> forgetSome(change, some));
      for (Inode inode : living.values()) {
        links.refresh(inode);
      }
    }
  }

  /** Returns the inodes that live on under other keys. */
  private static Map<Long, Inode> forgetSome(IndexChange change, List<CloudObject> some)
      throws FsException {
    Map<Long, Inode> living = new LinkedHashMap<>();
    for (CloudObject object : some) {
      change.deleteObject(object.key());
      change.deleteFinding(object.key().value());
      Optional<Inode> inode = change.inode(object.inode());
      inode.ifPresent(row -> living.put(row.id(), row));
    }
    return living;
  }
}
