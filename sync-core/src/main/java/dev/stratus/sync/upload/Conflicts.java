package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.ConflictedCopy;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.Flights;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets both survive where a file was changed here and there. */
final class Conflicts {

  private static final Logger log = LoggerFactory.getLogger(Conflicts.class);

  /** What a pending name says that waits for a decision. */
  private static final String CONFLICT = "CONFLICT";

  private static final String DECIDE =
      "it was changed here and in the cloud; 'stratus conflicts --keep-mine' sends this one; renamed,"
          + " it lets the other one show, which 'stratus history' names";

  private final Index index;
  private final Surveyor surveyor;
  private final Adoption adoption;
  private final Flights flights;
  private final Clock clock;
  private final ConflictName names;
  private final Supplier<String> uuids;
  private final CloudStore cloud;
  private final boolean manual;

  Conflicts(UploadParts parts, Surveyor surveyor) {
    this.index = parts.index();
    this.surveyor = surveyor;
    this.adoption = parts.adoption();
    this.flights = parts.flights();
    this.clock = parts.clock();
    this.cloud = parts.cloud();
    this.manual = parts.manualConflicts();
    this.names = new ConflictName(parts.host(), parts.clock().getZone());
    this.uuids = parts.uuids();
  }

  /**
   * The remote file keeps the name; ours gets another and goes up like any new file. Where users
   * decide, both keep it: ours here, the other one there, until {@link #clear}.
   */
  void separate(long id, ObjectKey key, ObjectInfo there) throws FsException {
    if (manual && cloud.capabilities().versioned()) {
      index.changeAlways(change -> halt(change, id));
      flights.cleared(id);
      log.warn("{} was changed here and in the cloud, and waits for a decision", key);
      return;
    }
    Optional<String> name = index.changeAlways(change -> separate(change, id, key, there));
    flights.cleared(id);
    name.ifPresent(
        given ->
            log.warn(
                "{} was changed here and in the cloud: what was written here is now \"{}\"",
                key,
                given));
  }

  private Optional<Pending> halt(IndexChange change, long id) throws FsException {
    Optional<Pending> row = change.tables().pending().get(id);
    Optional<Entry> entry = change.tables().entries().get(id);
    if (row.isPresent() && entry.isPresent()) {
      change.putPending(row.get().withNonce(null).refused(CONFLICT, DECIDE, 0));
      change.putConflict(new ConflictedCopy(entry.get(), entry.get().name(), clock.millis()));
    }
    return row;
  }

  /** Whether a name waits for a decision. */
  boolean waits(long entry) throws FsException {
    return index
        .read(tables -> tables.pending().get(entry))
        .filter(row -> CONFLICT.equals(row.failure()))
        .isPresent();
  }

  /**
   * What is here goes up over what is there now, which stays as a version.
   *
   * @return false if the name does not wait for a decision
   */
  boolean clear(Entry entry) throws FsException, CloudException {
    Optional<Inode> inode = index.inode(entry.inode());
    Optional<ObjectKey> key =
        inode.isPresent() ? surveyor.wanted(entry, inode.get()) : Optional.empty();
    if (key.isEmpty() || !waits(entry.id())) {
      return false;
    }
    Optional<ObjectInfo> there = cloud.find(key.get());
    return index.changeAlways(
        change -> {
          Optional<Pending> row = change.tables().pending().get(entry.id());
          if (row.isEmpty() || !CONFLICT.equals(row.get().failure())) {
            return false;
          }
          see(change, entry, key.get(), there);
          change.deleteConflict(entry.id());
          change.markPending(entry.id(), false);
          return true;
        });
  }

  /** What is there is what is overwritten next, and no place of anybody's bytes. */
  private static void see(
      IndexChange change, Entry entry, ObjectKey key, Optional<ObjectInfo> there)
      throws FsException {
    if (there.isEmpty()) {
      change.deleteObject(key);
      return;
    }
    ObjectInfo info = there.get();
    change.putObject(
        new CloudObject(
            key,
            entry.id(),
            entry.inode(),
            info.etag(),
            info.size(),
            info.lastModified().toEpochMilli(),
            0,
            0,
            change.nextSeq()));
  }

  private Optional<String> separate(IndexChange change, long id, ObjectKey key, ObjectInfo there)
      throws FsException {
    forget(change, key);
    Optional<Entry> found = change.tables().entries().get(id);
    Optional<Inode> inode =
        found.isPresent() ? change.inode(found.get().inode()) : Optional.empty();
    boolean inTheWay =
        inode.isPresent() && surveyor.wanted(found.get(), inode.get()).equals(Optional.of(key));
    if (!inTheWay) {
      // Renamed or removed meanwhile: the compare will find the other file by itself.
      clearAttempt(change, id);
      return Optional.empty();
    }
    Entry entry = found.get();
    String free = freeName(change, entry);
    Entry copy = change.moveEntry(entry, entry.parent(), free);
    change.putConflict(new ConflictedCopy(copy, entry.name(), clock.millis()));
    boolean keepsId = inode.get().nlink() == 1;
    if (keepsId) {
      becomeNew(change, inode.get());
    }
    adoption.adoptNew(
        change, entry.parent(), entry.name(), there, keepsId && isFree(change, there));
    change.markPending(entry.id(), false);
    clearAttempt(change, entry.id());
    return Optional.of(free);
  }

  /**
   * The cloud id stays with the name: under the key of the copy other mounts would take it for a
   * rename, and wait for the old key to go.
   */
  private void becomeNew(IndexChange change, Inode ours) throws FsException {
    change.put(ours.edit().cloudId(uuids.get()).linkGroup(null).nextMetaGeneration().done());
  }

  /** Whether no file here has the cloud id of an object. */
  private static boolean isFree(IndexChange change, ObjectInfo there) throws FsException {
    Optional<String> id = Adoption.attributes(there).cloudId();
    return id.isEmpty() || change.tables().inodes().byCloudId(id.get()).isEmpty();
  }

  private static void clearAttempt(IndexChange change, long entry) throws FsException {
    Optional<Pending> row = change.tables().pending().get(entry);
    if (row.isPresent()) {
      change.putPending(row.get().withNonce(null));
    }
  }

  private static void forget(IndexChange change, ObjectKey key) throws FsException {
    Optional<CloudObject> row = change.tables().objects().get(key);
    if (row.isPresent()) {
      change.deleteObject(key);
    }
  }

  private String freeName(IndexChange change, Entry entry) throws FsException {
    int number = 1;
    String name = names.of(entry.name(), clock.instant(), number);
    while (change.tables().entries().find(entry.parent(), name).isPresent()) {
      number++;
      name = names.of(entry.name(), clock.instant(), number);
    }
    return name;
  }
}
