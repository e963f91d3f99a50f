package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.Flights;
import dev.stratus.sync.remote.LastPlace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what became of a request that was refused or not answered, and does what follows. */
final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  /** What follows for a name. */
  enum Outcome {
    /** Its next step can be taken. */
    GO_ON,
    /** It should be left alone for a while. */
    LATER,
    /** Only what a compare finds out may help. */
    STUCK
  }

  private final CloudStore cloud;
  private final Index index;
  private final Adoption adoption;
  private final Flights flights;
  private final Recorder recorder;
  private final Conflicts conflicts;
  private final SameBytes sameBytes;

  Reconciler(UploadParts parts, Recorder recorder, Conflicts conflicts) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.adoption = parts.adoption();
    this.flights = parts.flights();
    this.recorder = recorder;
    this.conflicts = conflicts;
    this.sameBytes = new SameBytes(parts.files());
  }

  /**
   * @param refused whether the server said that a precondition does not hold
   * @throws CloudException if even looking failed: then nobody knows
   */
  Outcome reconcile(Claim claim, boolean refused) throws CloudException, FsException {
    Optional<ObjectInfo> there = cloud.find(claim.step().key());
    if (there.isPresent() && flights.isLate(there.get()) && !holdsOnlyBytes(claim)) {
      recorder.late(claim.entry(), there.get());
      return Outcome.GO_ON;
    }
    Verdict verdict = Verdict.of(claim, refused, there, info -> hasSameBytes(claim, info));
    log.debug("{} of {}: {}", claim.step(), claim.inode(), verdict);
    switch (verdict) {
      case DONE -> done(claim.entry(), claim.inode().id(), claim.attempt(), there.orElseThrow());
      case GONE -> recorder.gone(claim.step().key());
      case SAME_BYTES -> recorder.take(claim.entry(), sameBytesAs(claim, there.orElseThrow()));
      case BOTH_SURVIVE ->
          conflicts.separate(claim.entry(), claim.step().key(), there.orElseThrow());
      case REMOTE_WINS -> {
        return takeOver(claim, claim.own(), there.orElseThrow());
      }
      case SOURCE_CHANGED -> {
        return lookAtSource(claim);
      }
      case NOT_DONE -> {
        return Outcome.LATER;
      }
      case LOST_THERE -> {
        return Outcome.STUCK;
      }
    }
    if (verdict == Verdict.GONE || verdict == Verdict.SAME_BYTES) {
      recorder.notDone(claim.entry());
    }
    return Outcome.GO_ON;
  }

  /** Finds out what became of an attempt of a former life, or of one that was not answered. */
  void resolve(long id, Attempt attempt) throws CloudException, FsException {
    Optional<ObjectInfo> there = cloud.find(attempt.key());
    boolean ours =
        there.isPresent()
            && Adoption.attributes(there.get()).nonce().equals(Optional.of(attempt.nonce()));
    if (ours) {
      Optional<Entry> entry = index.read(tables -> tables.entries().get(id));
      done(id, entry.map(Entry::inode).orElse(0L), attempt, there.get());
    } else {
      recorder.notDone(id);
    }
  }

  private void done(long id, long inode, Attempt attempt, ObjectInfo there) throws FsException {
    Sent sent =
        new Sent(
            there.etag(),
            there.size(),
            attempt.contentGeneration(),
            attempt.metaGeneration(),
            there.lastModified().toEpochMilli());
    recorder.done(id, inode, attempt.key(), sent);
  }

  private CloudObject sameBytesAs(Claim claim, ObjectInfo there) {
    return new CloudObject(
        there.key(),
        claim.entry(),
        claim.inode().id(),
        there.etag(),
        there.size(),
        there.lastModified().toEpochMilli(),
        claim.inode().contentGeneration(),
        0,
        index.nextSeq());
  }

  private Outcome takeOver(Claim claim, @Nullable CloudObject known, ObjectInfo there)
      throws FsException {
    // Another file's object, from which this one's bytes were to be copied, brings its attributes.
    boolean keeps = known != null && known.inode() == claim.inode().id();
    boolean taken = known != null && adoption.adoptContent(known, there, keeps);
    if (taken) {
      recorder.notDone(claim.entry());
    }
    return taken ? Outcome.GO_ON : Outcome.LATER;
  }

  /**
   * Whether bytes of the file are in the name's own object alone, whoever made it what it is now.
   */
  private static boolean holdsOnlyBytes(Claim claim) {
    return claim.inPlace() && !LastPlace.isHere(claim.inode());
  }

  /** Whether a file's other bytes were in the object of a name, as far as anybody here knows. */
  private static boolean isLastPlace(Claim claim, CloudObject source) {
    return source.entry() != null && !claim.inode().isComplete();
  }

  private static @Nullable CloudObject source(Claim claim) {
    return claim.step() instanceof Step.Copy copy ? copy.source() : claim.own();
  }

  /** Where digests differ, what an object says of its bytes was carried along from others. */
  private boolean hasSameBytes(Claim claim, ObjectInfo there) {
    CloudObject source = source(claim);
    boolean differs =
        source != null
            && source.contentGeneration() == claim.inode().contentGeneration()
            && source.etag().isDigest()
            && there.etag().isDigest()
            && !source.etag().equals(there.etag());
    return !differs && sameBytes.test(claim.inode(), there);
  }

  private Outcome lookAtSource(Claim claim) throws CloudException, FsException {
    CloudObject source = source(claim);
    if (source == null) {
      return Outcome.LATER;
    }
    Optional<ObjectInfo> there = cloud.find(source.key());
    if (there.isPresent() && there.get().etag().equals(source.etag())) {
      return Outcome.LATER;
    }
    if (there.isPresent() && source.entry() != null) {
      return takeOver(claim, source, there.get());
    }
    if (there.isEmpty() && isLastPlace(claim, source)) {
      // Renamed or deleted there: the compare finds out, and moves the file or takes it away.
      return Outcome.STUCK;
    }
    // An unwanted object that was changed there stays: the compare brings it back.
    recorder.gone(source.key());
    recorder.notDone(claim.entry());
    return Outcome.GO_ON;
  }
}
