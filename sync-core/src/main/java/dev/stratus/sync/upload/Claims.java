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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step of a name and records it, in one change: from then on no other worker
 * decides anything from the same facts.
 */
final class Claims {

  /** What is to be done with a name now. */
  sealed interface Decision {}

  /** A request is to be sent. */
  record Act(Claim claim) implements Decision {}

  /** Something is to be done first, or to be waited for. */
  record Wait(Inode inode, Step step) implements Decision {}

  /** Nobody has seen its attributes: an object that is made anew would have a guess for them. */
  record Unseen(Inode inode) implements Decision {}

  /** Everything below the directory is to be looked at first. */
  record Expand(long directory) implements Decision {}

  /** It must be found out what came of an earlier attempt first. */
  record Resolve(Attempt attempt) implements Decision {}

  /** Its bytes are nowhere: first another file that has the same is to be looked for. */
  record Search(Inode inode) implements Decision {}

  /** Enough other files of such a size go up now: its turn comes. */
  record Crowded(Turns turns) implements Decision {}

  /** Somebody else works on one of the keys. */
  record Busy() implements Decision {}

  /** It is not time yet. */
  record Later(long notBeforeMillis) implements Decision {}

  /** There is nothing to do. */
  record Settled() implements Decision {}

  private final Index index;
  private final Flights flights;
  private final SizeTurns turns;
  private final Surveyor surveyor;
  private final UploadPlanner planner;
  private final Supplier<String> nonces;

  Claims(UploadParts parts, SizeTurns turns, Surveyor surveyor, UploadPlanner planner) {
    this.index = parts.index();
    this.flights = parts.flights();
    this.turns = turns;
    this.surveyor = surveyor;
    this.planner = planner;
    this.nonces = parts.uuids();
  }

  /**
   * @param openForWriting whether the file must not be touched because it is open
   * @param looked whether its attributes were looked for already
   * @param nowMillis the time
   */
  Decision claim(long entry, WriterCheck openForWriting, boolean looked, long nowMillis)
      throws FsException {
    List<ObjectKey> held = new ArrayList<>();
    boolean kept = false;
    try {
      Decision decision =
          index.changeAlways(
              change -> {
                // The change may run twice: what the first run took is given back.
                flights.end(held);
                held.clear();
                turns.end(entry);
                return decide(change, entry, openForWriting, looked, nowMillis, held);
              });
      kept = decision instanceof Act;
      if (decision instanceof Act act) {
        flights.suspect(entry, act.claim().step().key());
        flights.sent(act.claim().attempt().nonce(), act.claim().step().key());
      }
      forgetTwin(decision);
      return decision;
    } finally {
      if (!kept) {
        flights.end(held);
        turns.end(entry);
      }
    }
  }

  private void forgetTwin(Decision decision) {
    if (decision instanceof Act act) {
      surveyor.twins().forget(act.claim().inode());
    } else if (decision instanceof Wait wait) {
      surveyor.twins().forget(wait.inode());
    }
  }

  private Decision decide(
      IndexChange change,
      long id,
      WriterCheck openForWriting,
      boolean looked,
      long nowMillis,
      List<ObjectKey> held)
      throws FsException {
    Optional<Pending> row = change.tables().pending().get(id);
    if (row.isEmpty() || row.get().isGivenUp()) {
      return new Settled();
    }
    Pending pending = row.get();
    Optional<Entry> entry = change.tables().entries().get(id);
    Optional<Inode> inode =
        entry.isPresent() ? change.inode(entry.get().inode()) : Optional.empty();
    if (!looked && inode.filter(Inode::attributesUnknown).isPresent()) {
      return new Unseen(inode.get());
    }
    if (inode.isPresent() && surveyor.halts().covers(entry.get(), inode.get())) {
      change.putPending(pending.halted(Halts.reason(inode.get())));
      return new Settled();
    }
    if (Backoff.isToCome(pending.notBeforeMillis(), nowMillis)) {
      return new Later(pending.notBeforeMillis());
    }
    String nonce = pending.nonce();
    if (nonce != null) {
      return new Resolve(Attempt.decode(nonce));
    }
    if (entry.isEmpty() || inode.isEmpty()) {
      change.deletePending(id);
      return new Settled();
    }
    if (pending.subtree() && inode.get().isDirectory()) {
      return new Expand(inode.get().id());
    }
    boolean open = inode.get().isRegular() && openForWriting.isOpenForWriting(inode.get().id());
    Situation now = surveyor.survey(change, entry.get(), inode.get(), open);
    if (inherit(change, id, now)) {
      now = surveyor.survey(change, entry.get(), inode.get(), open);
    }
    return take(change, pending, now, planner.next(now), held);
  }

  /**
   * An object whose own name was removed becomes the one of a name that has none and no other place
   * to get its bytes from: so it is looked after as after a rename, whatever is done to it there.
   */
  private static boolean inherit(IndexChange change, long id, Situation now) throws FsException {
    CloudObject source = now.source();
    boolean heir = now.own() == null && now.wanted() != null && !now.here();
    if (!heir || source == null || source.entry() != null) {
      return false;
    }
    change.putObject(source.ofName(id));
    return true;
  }

  private Decision take(
      IndexChange change, Pending pending, Situation now, Step step, List<ObjectKey> held)
      throws FsException {
    long id = pending.entry();
    if (step instanceof Step.StayHere) {
      if (now.own() != null) {
        change.disownObject(id);
      }
      change.putLocalName(id);
      change.deletePending(id);
      return new Settled();
    }
    change.deleteLocalName(id);
    if (step instanceof Step.Nothing) {
      change.deletePending(id);
      return new Settled();
    }
    if (step instanceof Step.Disown) {
      change.disownObject(id);
      change.deletePending(id);
      return new Settled();
    }
    if (step instanceof Step.Refuse && surveyor.twins().isToBeLookedFor(change, now.inode())) {
      return new Search(now.inode());
    }
    if (step instanceof Step.Refuse refuse) {
      change.putPending(pending.refused(refuse.failure(), refuse.reason(), 0));
      return new Wait(now.inode(), step);
    }
    if (!(step instanceof Step.Mutation mutation)) {
      return new Wait(now.inode(), step);
    }
    Turns turn = mutation instanceof Step.Put ? turns.of(now.inode().size()).orElse(null) : null;
    if (turn != null && !turn.tryBegin(id)) {
      return new Crowded(turn);
    }
    List<ObjectKey> keys = keys(now, mutation);
    if (!flights.tryBegin(keys)) {
      return new Busy();
    }
    held.addAll(keys);
    return new Act(record(change, pending, now, mutation, keys));
  }

  private static List<ObjectKey> keys(Situation now, Step.Mutation mutation) {
    List<ObjectKey> keys = new ArrayList<>(List.of(mutation.key()));
    CloudObject own = now.own();
    if (own != null && !keys.contains(own.key())) {
      keys.add(own.key());
    }
    if (mutation instanceof Step.Copy copy && !keys.contains(copy.source().key())) {
      keys.add(copy.source().key());
    }
    return List.copyOf(keys);
  }

  private Claim record(
      IndexChange change,
      Pending pending,
      Situation now,
      Step.Mutation mutation,
      List<ObjectKey> keys)
      throws FsException {
    Inode inode = now.inode();
    Attempt fresh =
        new Attempt(
            nonces.get(), inode.contentGeneration(), inode.metaGeneration(), mutation.key());
    Attempt attempt =
        mutation instanceof Step.Put
            ? PartUploads.begun(change, fresh, pending.entry()).orElse(fresh)
            : fresh;
    change.putPending(pending.withNonce(attempt.encode()));
    voidOccupant(change, inode, now.occupant());
    return new Claim(pending.entry(), inode, mutation, attempt, now.own(), now.occupant(), keys);
  }

  /** What is about to be overwritten must not be counted on by anybody any more. */
  private static void voidOccupant(IndexChange change, Inode inode, @Nullable CloudObject occupant)
      throws FsException {
    if (occupant != null && occupant.inode() != inode.id()) {
      change.putObject(voided(occupant));
    }
  }

  /** The same object, of which nobody may expect any inode's bytes. */
  static CloudObject voided(CloudObject object) {
    return new CloudObject(
        object.key(),
        object.entry(),
        object.inode(),
        object.etag(),
        object.size(),
        object.modifiedMillis(),
        0,
        0,
        object.seq());
  }
}
