package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were renamed there while a rename of them here is still to follow, or while they were
 * written here, in part or as a whole. The later one wins, which is ours: it goes on from where the
 * object is now, so that the file has one name in the end and keeps its bytes, which may be nowhere
 * but in that object.
 */
final class RenamedTwice {

  private static final Logger log = LoggerFactory.getLogger(RenamedTwice.class);

  private final Paths paths;
  private final Flights flights;
  private final Supplier<String> uuids;

  RenamedTwice(RemoteParts parts) {
    this.paths = parts.paths();
    this.flights = parts.flights();
    this.uuids = parts.uuids();
  }

  /**
   * Lets the rename here go on from the new key, if there is one.
   *
   * @param other the object as it was known, which is gone
   */
  boolean follow(IndexChange change, Doubt.Familiar familiar, CloudObject other)
      throws FsException {
    ObjectKey key = familiar.info().key();
    Long id = other.entry();
    if (id == null
        || flights.touched(key, familiar.asked())
        || change.tables().objects().get(key).isPresent()
        || !change.tables().objects().get(other.key()).equals(Optional.of(other))
        || !isWaiting(change, id)
        || !(isRenamedHere(change, id, other) || isPartlyWritten(change, other))
        || !hasSameBytes(change, familiar, other)) {
      return false;
    }
    change.deleteObject(other.key());
    change.putObject(Adoption.seenAs(change, other, familiar.info(), id));
    change.markPending(id, false);
    return true;
  }

  /**
   * Parts two files that are one here: what another client renamed is what was there before our
   * last upload, which went with the old key at that moment, unseen. It goes up again.
   *
   * @param other the object as it was known, which is gone
   */
  boolean part(IndexChange change, Doubt.Familiar familiar, CloudObject other) throws FsException {
    Long id = other.entry();
    Optional<Inode> inode = change.inode(other.inode());
    if (id == null
        || inode.isEmpty()
        || !inode.get().isRegular()
        || !LastPlace.isHere(inode.get())
        || !flights.hasReplaced(other.key(), familiar.info())
        || !change.tables().objects().get(other.key()).equals(Optional.of(other))
        || change.tables().pending().get(id).isPresent()) {
      return false;
    }
    log.warn("{} was renamed in the cloud before its last change was seen: it stays", other.key());
    change.put(inode.get().edit().cloudId(uuids.get()).linkGroup(null).nextMetaGeneration().done());
    change.deleteObject(other.key());
    change.markPending(id, false);
    return true;
  }

  private static boolean isWaiting(IndexChange change, long id) throws FsException {
    return change.tables().pending().get(id).filter(pending -> pending.nonce() == null).isPresent();
  }

  private static boolean isPartlyWritten(IndexChange change, CloudObject other) throws FsException {
    Optional<Inode> inode = change.inode(other.inode());
    return inode.isPresent()
        && other.contentGeneration() != inode.get().contentGeneration()
        && LastPlace.isOnlyPlace(change, other);
  }

  private boolean isRenamedHere(IndexChange change, long id, CloudObject other) throws FsException {
    Optional<Entry> entry = change.tables().entries().get(id);
    return entry.isPresent()
        && paths
            .keyOf(entry.get(), false)
            .filter(wanted -> !wanted.equals(other.key()))
            .isPresent();
  }

  private static boolean hasSameBytes(
      IndexChange change, Doubt.Familiar familiar, CloudObject other) throws FsException {
    Optional<Inode> inode = change.inode(other.inode());
    if (inode.isEmpty() || inode.get().isDirectory()) {
      return false;
    }
    ObjectInfo info = familiar.info();
    // The id of the bytes that were there is not known any more once some were written over.
    return other.contentGeneration() == inode.get().contentGeneration()
        ? Importer.hasBytes(other, inode.get(), info)
        : other.size() == info.size()
            && (other.etag().equals(info.etag()) || info.etag().isOnePartOf(other.etag()));
  }
}
