package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectInfo;
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
import java.util.function.UnaryOperator;

/** Writes into the index what came of a request. */
final class Recorder {

  /** Together they take longer than it takes until the next compare, where no events are told. */
  private static final int HOPEFUL_ATTEMPTS = 6;

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
    Optional<Pending> row = change.tables().pending().get(id);
    forgetUpload(change, row);
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
    Optional<Inode> file = change.inode(inode);
    if (file.isPresent()) {
      nameBase(change, file.get(), sent);
    }
    boolean right = reachable && file.isPresent() && isRight(object, entry.get(), file.get());
    boolean subtree = row.map(Pending::subtree).orElse(false);
    return settle(change, Pending.fresh(id, subtree), reachable && !right);
  }

  /** Where the attempt was sent in parts they have become the object. */
  private static void forgetUpload(IndexChange change, Optional<Pending> row) throws FsException {
    Optional<String> nonce = row.map(Pending::nonce);
    if (nonce.isPresent()) {
      change.deleteUpload(Attempt.decode(nonce.get()).nonce());
    }
  }

  /** The object at the name's former key is not wanted any more. */
  private static void disownOther(IndexChange change, long id, ObjectKey key) throws FsException {
    if (change.tables().objects().hasOther(id, key)) {
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

  /** Nothing is left to do for a name, but what below it or since then is to be looked at. */
  private static boolean settle(IndexChange change, Pending fresh, boolean again)
      throws FsException {
    boolean more = again || fresh.subtree();
    if (more) {
      change.putPending(fresh);
    } else {
      change.deletePending(fresh.entry());
    }
    return more;
  }

  /** The request was surely not done; the name is looked at anew. */
  void notDone(long id) throws FsException {
    index.changeAlways(
        change -> {
          Optional<Pending> row = change.tables().pending().get(id);
          if (row.isPresent()) {
            change.putPending(abandoned(row.get()));
          }
          return row;
        });
    flights.cleared(id);
  }

  /** Forgets the attempt; should the server make it after all, it is known as ours. */
  private Pending abandoned(Pending row) {
    if (row.nonce() != null) {
      Attempt attempt = Attempt.decode(row.nonce());
      flights.abandoned(attempt.nonce(), attempt.key());
    }
    return row.withNonce(null);
  }

  /** What the server made of an older attempt stands in the way of the present one. */
  void late(long id, ObjectInfo there) throws FsException {
    index.changeAlways(
        change -> {
          change.putObject(CloudObject.unwanted(there, change.nextSeq()));
          return there;
        });
    notDone(id);
  }

  /**
   * It is to be tried again later; the nonce stays while the outcome is unknown.
   *
   * @return when, or 0 when the name is not pending any more
   */
  long later(long id, boolean known, String reason) throws FsException {
    return update(id, known, row -> row.putOff(backoff.next(row.attempts()), reason));
  }

  /**
   * It was refused; the nonce stays where not even looking was allowed.
   *
   * @return when it is tried again by itself, or 0 when only another file or request helps
   */
  long refused(long id, boolean known, CloudException e) throws FsException {
    String failure = e.failure().name();
    return update(
        id,
        known,
        row -> {
          long time = mayPass(e.failure()) ? backoff.afterRefusal(row.attempts()) : 0;
          return row.refused(failure, Reason.of(e), time);
        });
  }

  /** Whether a compare had too little time yet to find out what would help. */
  boolean isHopeful(long id) throws FsException {
    Optional<Pending> row = index.read(tables -> tables.pending().get(id));
    return row.filter(pending -> pending.attempts() < HOPEFUL_ATTEMPTS).isPresent();
  }

  /**
   * Only what a compare finds out may help: until it had its chance the name waits, then it has
   * failed for all who wait, and is tried again rarely.
   *
   * @return when, or 0 when the name is not pending any more
   */
  long stuck(long id, String reason) throws FsException {
    return isHopeful(id) ? later(id, true, reason) : lost(id, reason);
  }

  /** It cannot go up, unless somebody brings back what is gone. */
  long lost(long id, String reason) throws FsException {
    return update(
        id,
        true,
        row -> {
          int before = Math.max(0, row.attempts() - HOPEFUL_ATTEMPTS);
          return row.refused(CloudFailure.NOT_FOUND.name(), reason, backoff.afterRefusal(before));
        });
  }

  /** Whether somebody may give the right, the room or the bucket without our noticing. */
  private static boolean mayPass(CloudFailure failure) {
    return switch (failure) {
      case ACCESS_DENIED, BAD_CREDENTIALS, QUOTA_EXCEEDED, LOCKED, NO_SUCH_BUCKET -> true;
      default -> false;
    };
  }

  private long update(long id, boolean known, UnaryOperator<Pending> vain) throws FsException {
    long notBefore =
        index.changeAlways(
            change -> {
              Optional<Pending> row = change.tables().pending().get(id);
              if (row.isEmpty()) {
                return 0L;
              }
              Pending next = vain.apply(row.get());
              change.putPending(known ? abandoned(next) : next);
              return next.notBeforeMillis();
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

  /**
   * From now on nobody counts on the object of a name that is never uploaded; synced, since the
   * object goes next.
   *
   * @return false if not all of it is here any more
   */
  boolean release(long id) throws FsException {
    boolean released = index.changeAlways(change -> releaseOwn(change, id));
    index.sync();
    return released;
  }

  private boolean releaseOwn(IndexChange change, long id) throws FsException {
    Optional<Entry> entry = change.tables().entries().get(id);
    Optional<CloudObject> own = change.tables().objects().ofEntry(id);
    Optional<Inode> inode =
        entry.isPresent() ? change.inode(entry.get().inode()) : Optional.empty();
    if (own.isEmpty() || inode.isEmpty()) {
      return true;
    }
    boolean safe = surveyor.survey(change, entry.get(), inode.get(), false).isSafeHere();
    if (safe) {
      change.putObject(Claims.voided(own.get()));
    }
    return safe;
  }

  /** What lies under the key is this name's, with these generations, unless the name is gone. */
  void take(long id, CloudObject object) throws FsException {
    index.changeAlways(
        change -> {
          boolean reachable = change.tables().entries().get(id).isPresent();
          if (reachable) {
            disownOther(change, id, object.key());
            change.putObject(object);
          }
          return reachable;
        });
  }
}
