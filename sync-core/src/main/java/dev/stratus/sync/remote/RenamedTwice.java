package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;

/**
 * Files that were renamed there while a rename of them here is still to follow. The later one wins,
 * which is ours: it goes on from where the object is now, so that the file has one name in the end
 * and keeps its bytes, which may be nowhere but in that object.
 */
final class RenamedTwice {

  private final Paths paths;
  private final Flights flights;

  RenamedTwice(Paths paths, Flights flights) {
    this.paths = paths;
    this.flights = flights;
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
        || !isRenamedHere(change, id, other)
        || !hasSameBytes(change, familiar, other)) {
      return false;
    }
    change.deleteObject(other.key());
    change.putObject(Adoption.seenAs(change, other, familiar.info(), id));
    change.markPending(id, false);
    return true;
  }

  private boolean isRenamedHere(IndexChange change, long id, CloudObject other) throws FsException {
    Optional<Pending> pending = change.tables().pending().get(id);
    Optional<Entry> entry = change.tables().entries().get(id);
    return pending.isPresent()
        && pending.get().nonce() == null
        && entry.isPresent()
        && paths
            .keyOf(entry.get(), false)
            .filter(wanted -> !wanted.equals(other.key()))
            .isPresent();
  }

  private static boolean hasSameBytes(
      IndexChange change, Doubt.Familiar familiar, CloudObject other) throws FsException {
    Optional<Inode> inode = change.inode(other.inode());
    return inode.isPresent()
        && !inode.get().isDirectory()
        && other.contentGeneration() == inode.get().contentGeneration()
        && Importer.hasBytes(other, inode.get(), familiar.info());
  }
}
