package dev.stratus.sync.remote;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for what a listing did not bring: an object's metadata, a link's target. */
final class Looker {

  /** Whoever asks for one file's attributes asks for its neighbours' next. */
  private static final int NEIGHBOURS = 64;

  private static final long MAX_TARGET_BYTES = 4095;

  private final CloudStore cloud;
  private final Index index;
  private final Adoption adoption;
  private final MarkerLook markers;

  Looker(RemoteParts parts, MarkerLook markers) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.adoption = parts.adoption();
    this.markers = markers;
  }

  /** The neighbours of an inode whose attributes are unknown too. */
  List<Long> neighbours(Inode inode) throws FsException {
    return index.read(
        tables -> {
          List<Long> found = new ArrayList<>();
          for (Entry name : tables.entries().ofInode(inode.id())) {
            for (Entry next : tables.entries().list(name.parent(), name.id(), NEIGHBOURS)) {
              if (tables.inodes().get(next.inode()).map(Inode::attributesUnknown).orElse(false)) {
                found.add(next.inode());
              }
            }
          }
          return found;
        });
  }

  void lookAtAttributes(long id, Errand errand) throws FsException, CloudException {
    Optional<Inode> unseen = index.inode(id).filter(Inode::attributesUnknown);
    if (unseen.isEmpty()) {
      // A listing was faster.
      return;
    }
    if (unseen.get().isDirectory() && objects(id).isEmpty()) {
      markers.look(id, key -> errand.ask(() -> cloud.find(key)));
      return;
    }
    CloudObject object = object(id);
    ObjectInfo info = errand.ask(() -> cloud.stat(object.key()));
    index.change(
        change -> {
          Optional<Inode> inode = change.inode(id);
          Optional<CloudObject> known = change.tables().objects().get(object.key());
          boolean wanted = inode.isPresent() && inode.get().attributesUnknown();
          if (wanted
              && known.equals(Optional.of(object))
              && known.get().etag().equals(info.etag())) {
            adoption.adoptFirstLook(change, object, inode.get(), info);
          }
          return wanted;
        });
    if (index.inode(id).map(Inode::attributesUnknown).orElse(false)) {
      adoption.adoptContent(object, info, false);
    }
  }

  void lookAtTarget(long id, Errand errand) throws FsException, CloudException {
    CloudObject object = object(id);
    if (object.size() == 0 || object.size() > MAX_TARGET_BYTES) {
      throw new FsException(FsFailure.IO_ERROR, object.key() + " is no target of a link");
    }
    String target = new String(errand.ask(() -> bytes(object)), StandardCharsets.UTF_8);
    index.change(
        change -> {
          Optional<Inode> inode = change.inode(id);
          if (inode.isPresent() && inode.get().targetUnknown()) {
            change.putTarget(id, target);
            change.put(inode.get().edit().targetUnknown(false).cached(object.size()).done());
          }
          return target;
        });
  }

  private byte[] bytes(CloudObject object) throws CloudException {
    ByteRange all = new ByteRange(0, object.size());
    try (ObjectBody body = cloud.get(object.key(), object.etag(), all)) {
      return body.stream().readAllBytes();
    } catch (CloudException e) {
      throw e;
    } catch (IOException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, "GET " + object.key() + " broke", e);
    }
  }

  private CloudObject object(long id) throws FsException {
    List<CloudObject> objects = objects(id);
    return objects.stream()
        .filter(object -> object.entry() != null)
        .findFirst()
        .or(() -> objects.stream().findFirst())
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "inode " + id + " has no object"));
  }

  private List<CloudObject> objects(long id) throws FsException {
    return index.read(tables -> tables.objects().ofInode(id));
  }
}
