package dev.stratus.sync.check;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.LastPlace;
import java.util.List;
import java.util.Optional;

/**
 * Files that read as an error, since some of their bytes are not here and the index knows of no
 * object that has them. What nothing was written over gets its bytes from the object that is under
 * its name now, or from another file that has the very same ones.
 */
final class LostBytes {

  private static final String WHAT = "bytes of it are neither here nor in an object that is known";

  private final CheckParts parts;
  private final Index index;
  private final CloudLook cloud;
  private final CopyRepair repair;

  LostBytes(CheckParts parts, CloudLook cloud) {
    this.parts = parts;
    this.index = parts.index();
    this.cloud = cloud;
    this.repair = new CopyRepair(parts);
  }

  /** A file at one of its names. */
  private record Lost(Inode inode, Entry name, String path, Optional<ObjectKey> key) {

    /** Whether it is as the cloud once had it. */
    boolean isAsItWas() {
      return inode.baseGeneration() == inode.contentGeneration();
    }
  }

  void run(Findings findings) throws FsException, CloudException, InterruptedException {
    List<Long> suspects = index.read(tables -> tables.audit().withoutBytes());
    if (!suspects.isEmpty()) {
      Thread.sleep(Check.PAUSE_MILLIS);
    }
    for (long id : suspects) {
      Optional<Lost> lost = lost(id);
      if (lost.isPresent()) {
        look(lost.get(), findings);
      }
    }
  }

  private Optional<Lost> lost(long id) throws FsException {
    Optional<Inode> inode = index.inode(id);
    Optional<Entry> name = index.read(tables -> tables.entries().ofInode(id).stream().findFirst());
    if (inode.isEmpty()
        || name.isEmpty()
        || !index.read(tables -> LastPlace.isNowhere(tables, id))) {
      return Optional.empty();
    }
    Entry entry = name.get();
    String path = parts.paths().of(entry).orElse(entry.name());
    return Optional.of(new Lost(inode.get(), entry, path, parts.paths().keyOf(entry, false)));
  }

  private void look(Lost lost, Findings findings) throws FsException, CloudException {
    Optional<ObjectInfo> there = there(lost);
    Optional<String> twin = lost.isAsItWas() ? twin(lost) : Optional.empty();
    if (there.isPresent()) {
      String what = WHAT + "; there is one under its name";
      tell(lost, what, !findings.repairs() || takeObject(lost, there.get()), findings);
    } else if (twin.isPresent()) {
      String what = WHAT + "; " + twin.get() + " has the very same";
      if (findings.repairs()) {
        index.changeAlways(change -> goUpAgain(change, lost.inode().id()));
      }
      tell(lost, what, true, findings);
    } else {
      findings.remains(Problem.BYTES_LOST, lost.path(), WHAT + hint(lost));
    }
  }

  private static void tell(Lost lost, String what, boolean mended, Findings findings) {
    if (mended) {
      findings.mendable(Problem.BYTES_FORGOTTEN, lost.path(), what);
    } else {
      findings.remains(
          Problem.BYTES_FORGOTTEN,
          lost.path(),
          what + "; it is in use: close it, then check again");
    }
  }

  private String hint(Lost lost) {
    String versions =
        parts.cloud().capabilities().versioned()
            ? "; 'stratus history " + lost.path() + "' names what the bucket keeps of it"
            : "";
    return lost.isAsItWas() ? versions : versions + "; what was written here can be copied";
  }

  /** What the bucket has under the name of a file over which nothing was written. */
  private Optional<ObjectInfo> there(Lost lost) throws FsException, CloudException {
    Optional<ObjectKey> key = lost.key().filter(wanted -> lost.isAsItWas());
    boolean free =
        key.isPresent()
            && !parts.isUnderWay().test(key.get())
            && index.read(tables -> tables.objects().get(key.get())).isEmpty();
    return free ? cloud.stat(key.get()) : Optional.empty();
  }

  /** The name of another file, whose object has the same bytes. */
  private Optional<String> twin(Lost lost) throws FsException {
    Inode inode = lost.inode();
    Optional<CloudObject> object = index.read(tables -> LastPlace.twin(tables, inode));
    Long name = object.map(CloudObject::entry).orElse(null);
    Optional<Entry> entry =
        name == null ? Optional.empty() : index.read(tables -> tables.entries().get(name));
    return entry.isPresent() ? parts.paths().of(entry.get()) : Optional.empty();
  }

  /** The uploader lets the server copy them. */
  private static long goUpAgain(IndexChange change, long id) throws FsException {
    change.markPendingNames(id);
    return id;
  }

  private boolean takeObject(Lost lost, ObjectInfo there) throws FsException {
    boolean[] done = new boolean[1];
    parts
        .files()
        .whileUnused(
            lost.inode().id(),
            () -> {
              done[0] = index.changeAlways(change -> takeObject(change, lost, there));
              index.sync();
              if (done[0]) {
                parts.store().delete(lost.inode().id());
              }
            });
    return done[0];
  }

  private boolean takeObject(IndexChange change, Lost lost, ObjectInfo there) throws FsException {
    Optional<Inode> now = change.inode(lost.inode().id());
    if (now.isEmpty()
        || now.get().contentGeneration() != lost.inode().contentGeneration()
        || change.tables().objects().get(there.key()).isPresent()
        || !LastPlace.isNowhere(change.tables(), lost.inode().id())) {
      return false;
    }
    CloudObject object =
        new CloudObject(
            there.key(),
            lost.name().id(),
            lost.inode().id(),
            there.etag(),
            there.size(),
            there.lastModified().toEpochMilli(),
            0,
            now.get().metaGeneration(),
            change.nextSeq());
    repair.takeFormer(change, now.get(), object);
    return true;
  }
}
