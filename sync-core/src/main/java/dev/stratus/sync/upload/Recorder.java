package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.remote.Flights;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes into the index what came of a request. */
final class Recorder {

  private final Index index;
  private final Flights flights;
  private final Surveyor surveyor;
  private final Backoff backoff;

  Recorder(Index index, Flights flights, Surveyor surveyor, Backoff backoff) {
    this.index = index;
    this.flights = flights;
    this.surveyor = surveyor;
    this.backoff = backoff;
  }

  /**
   * The request was done.
   *
   * @param inode whose bytes the object has
   * @return whether the name needs another look: something has changed meanwhile
   */
  boolean done(long id, long inode, ObjectKey key, Sent sent) throws FsException {
    boolean again = index.changeAlways(change -> recordDone(change, id, inode, key, sent));
    flights.cleared(id);
    return again;
  }

  private boolean recordDone(IndexChange change, long id, long inode, ObjectKey key, Sent sent)
      throws FsException {
    Optional<Entry> entry = change.tables().entries().get(id);
    boolean reachable = entry.isPresent();
    if (reachable) {
      disownOther(change, id, key);
    }
    CloudObject object =
        new CloudObject(
            key,
            reachable ? id : null,
            inode,
            sent.etag(),
            sent.size(),
            sent.modifiedMillis(),
            sent.contentGeneration(),
            sent.metaGeneration(),
            change.nextSeq());
    change.putObject(object);
    Optional<Inode> row = change.inode(inode);
    if (row.isPresent()) {
      nameBase(change, row.get(), sent);
    }
    boolean right = reachable && row.isPresent() && isRight(object, entry.get(), row.get());
    return settle(change, id, reachable && !right);
  }

  /** The object at the name's former key is not wanted any more. */
  private static void disownOther(IndexChange change, long id, ObjectKey key) throws FsException {
    Optional<CloudObject> own = change.tables().objects().ofEntry(id);
    if (own.isPresent() && !own.get().key().equals(key)) {
      change.disownObject(id);
    }
  }

  /** From now on the blocks that may be dropped come from this object. */
  private static void nameBase(IndexChange change, Inode inode, Sent sent) throws FsException {
    if (inode.isRegular()
        && inode.baseLimit() == 0
        && sent.contentGeneration() > inode.baseGeneration()) {
      change.put(inode.edit().base(sent.contentGeneration(), 0).done());
    }
  }

  private boolean isRight(CloudObject object, Entry entry, Inode inode) throws FsException {
    return Optional.of(object.key()).equals(surveyor.wanted(entry, inode))
        && object.contentGeneration() == inode.contentGeneration()
        && object.metaGeneration() == inode.metaGeneration();
  }

  private static boolean settle(IndexChange change, long id, boolean again) throws FsException {
    boolean subtree = change.tables().pending().get(id).map(Pending::subtree).orElse(false);
    if (again || subtree) {
      change.putPending(Pending.fresh(id, subtree));
    } else {
      change.deletePending(id);
    }
    return again || subtree;
  }

  /** The request was surely not done; the name is looked at anew. */
  void notDone(long id) throws FsException {
    index.changeAlways(
        change -> {
          Optional<Pending> row = change.tables().pending().get(id);
          if (row.isPresent()) {
            change.putPending(row.get().withNonce(null));
          }
          return row;
        });
    flights.cleared(id);
  }

  /**
   * It is to be tried again later; the nonce stays while the outcome is unknown.
   *
   * @return when, or 0 when the name is not pending any more
   */
  long later(long id, boolean known, String reason) throws FsException {
    return update(id, known, null, reason);
  }

  /** It was refused for good. */
  void refused(long id, String failure, String reason) throws FsException {
    update(id, true, failure, reason);
  }

  /** Not even looking was allowed: the attempt stays to be recognised. */
  void refusedUnresolved(long id, String failure, String reason) throws FsException {
    update(id, false, failure, reason);
  }

  private long update(long id, boolean known, @Nullable String failure, String reason)
      throws FsException {
    long notBefore =
        index.changeAlways(
            change -> {
              Optional<Pending> row = change.tables().pending().get(id);
              if (row.isEmpty()) {
                return 0L;
              }
              Pending now = row.get();
              long time = failure == null ? backoff.next(now.attempts()) : 0;
              String nonce = known ? null : now.nonce();
              change.putPending(
                  new Pending(id, now.subtree(), nonce, now.attempts() + 1, time, failure, reason));
              return time;
            });
    if (known) {
      flights.cleared(id);
    }
    return notBefore;
  }

  /** The cloud has nothing under this key any more. */
  void gone(ObjectKey key) throws FsException {
    index.changeAlways(
        change -> {
          change.deleteObject(key);
          return key;
        });
  }

  /** What lies under the key is this name's, with these generations. */
  void take(CloudObject object) throws FsException {
    index.changeAlways(
        change -> {
          change.putObject(object);
          return object;
        });
  }
}
