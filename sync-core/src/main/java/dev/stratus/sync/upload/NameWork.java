package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.BlockSource;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.RemoteKnowledge;
import dev.stratus.sync.remote.Flights;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of one name, one after the other, until it is settled or must wait. */
final class NameWork {

  private static final Logger log = LoggerFactory.getLogger(NameWork.class);

  /** More steps than any name needs: what goes on and on waits like a failure. */
  private static final int MAX_STEPS = 10;

  private static final String LOST =
      "bytes of it that were only in the cloud are not there any more; what can be read of it here"
          + " can be copied: ";

  private static final long BUSY_MILLIS = 50;
  private static final long LOCAL_TROUBLE_MILLIS = 5_000;

  private final Index index;
  private final OpenFiles files;
  private final BlockSource source;
  private final RemoteKnowledge remote;
  private final Flights flights;
  private final Clock clock;
  private final UploadSettings settings;
  private final WorkQueue queue;
  private final OpenWait openWait;
  private final SizeTurns turns;
  private final Outage outage;
  private final Transfers transfers;
  private final Machinery machinery;

  /** The parts that do the steps. */
  record Machinery(
      Claims claims,
      Expander expander,
      Sender sender,
      Recorder recorder,
      Reconciler reconciler,
      LostBase lostBase,
      Leftovers leftovers,
      LinkGroups links,
      Twins twins) {}

  NameWork(UploadParts parts, UploadSettings settings, Scheduling scheduling, Machinery machinery) {
    this.index = parts.index();
    this.files = parts.files();
    this.source = parts.source();
    this.remote = parts.remote();
    this.flights = parts.flights();
    this.clock = parts.clock();
    this.settings = settings;
    this.queue = scheduling.queue();
    this.openWait = scheduling.openWait();
    this.turns = scheduling.turns();
    this.outage = scheduling.outage();
    this.transfers = scheduling.transfers();
    this.machinery = machinery;
  }

  /** What the uploader's parts share. */
  record Scheduling(
      WorkQueue queue, OpenWait openWait, SizeTurns turns, Outage outage, Transfers transfers) {}

  void run(Job.Name job) throws FsException {
    try {
      boolean looked = false;
      for (int i = 0; i < MAX_STEPS; i++) {
        Claims.Decision decision = decide(job.entry(), looked);
        if (decision instanceof Claims.Unseen unseen) {
          looked = true;
          if (!see(job, unseen.inode())) {
            return;
          }
        } else if (!step(job, decision)) {
          return;
        }
      }
      wait(job, true, "it changes faster than it can be sent");
    } catch (CloudException e) {
      unanswered(job, e);
    }
  }

  /**
   * Looks at what nobody has seen yet of a file, as after the rename of a directory above it: an
   * object that is made anew would have a guess for its attributes. False if it must wait.
   */
  private boolean see(Job.Name job, Inode unseen) throws FsException {
    try {
      remote.requireAttributes(unseen);
      return true;
    } catch (FsException e) {
      if (!isGone(e)) {
        wait(job, true, "its attributes cannot be looked at now: " + Reason.of(e));
        return false;
      }
      // With the object went the attributes: the next step finds out what that means.
      log.debug("{} has no attributes to be kept: {}", unseen, Reason.of(e));
      return true;
    }
  }

  /** Whether there is no object, here or there, that could be asked for its attributes. */
  private static boolean isGone(FsException e) {
    return e.getCause() instanceof FsException local
        ? local.failure() == FsFailure.NOT_FOUND
        : e.getCause() instanceof CloudException cloud && cloud.failure() == CloudFailure.NOT_FOUND;
  }

  private Claims.Decision decide(long id, boolean looked) throws FsException {
    return machinery
        .claims()
        .claim(id, inode -> openWait.mustWait(id, inode), looked, clock.millis());
  }

  /** Takes one step; false if the name is settled or must wait. */
  private boolean step(Job.Name job, Claims.Decision decision) throws FsException, CloudException {
    long id = job.entry();
    if (decision instanceof Claims.Act act) {
      return act(job, act.claim());
    } else if (decision instanceof Claims.Wait wait) {
      return prepare(job, wait.inode(), wait.step());
    } else if (decision instanceof Claims.Search search) {
      machinery.twins().lookFor(search.inode());
      return true;
    } else if (decision instanceof Claims.Expand expand) {
      machinery.expander().expand(id, expand.directory());
      return true;
    } else if (decision instanceof Claims.Resolve resolve) {
      machinery.reconciler().resolve(id, resolve.attempt());
      outage.over();
      return true;
    } else if (decision instanceof Claims.Crowded crowded) {
      crowded.turns().await(job);
    } else if (decision instanceof Claims.Busy) {
      queue.offer(job, BUSY_MILLIS);
    } else if (decision instanceof Claims.Later later) {
      queue.offer(job, later.notBeforeMillis() - clock.millis());
    } else {
      openWait.forget(id);
      if (machinery.leftovers().has(id)) {
        queue.offer(new Job.Leftovers(), 0);
      }
    }
    return false;
  }

  private boolean prepare(Job.Name job, Inode inode, Step step) throws FsException, CloudException {
    if (step instanceof Step.AwaitRelease) {
      openWait.begin(job, inode.id());
      return false;
    } else if (step instanceof Step.HydrateSelf) {
      return hydrate(job, inode.id());
    } else if (step instanceof Step.ComeHome) {
      return comeHome(job, inode);
    } else if (step instanceof Step.HydrateOccupant occupant) {
      return hydrate(job, occupant.inode());
    } else if (step instanceof Step.Refuse refuse) {
      log.warn("A name of {} is not uploaded: {}", inode, refuse.reason());
    }
    return false;
  }

  private boolean comeHome(Job.Name job, Inode inode) throws FsException, CloudException {
    if (!inode.isDirectory() && !hydrate(job, inode.id())) {
      return false;
    }
    if (!machinery.recorder().release(job.entry())) {
      wait(job, true, "it changes faster than it can be made safe here");
      return false;
    }
    return true;
  }

  private boolean hydrate(Job.Name job, long id) throws FsException, CloudException {
    Optional<Inode> inode = index.inode(id);
    if (inode.isEmpty()) {
      return true;
    }
    try {
      if (inode.get().isSymlink()) {
        remote.requireTarget(inode.get());
        return true;
      }
      try (OpenFiles.Use use = files.use(id)) {
        source.require(use.file(), 0, use.file().live().size());
        use.file().sync();
      }
      return true;
    } catch (FsException e) {
      if (mayPass(e)) {
        wait(job, true, "its other bytes cannot be fetched now: " + Reason.of(e));
      } else {
        lost(job, inode.get(), LOST + Reason.of(e));
      }
      return false;
    }
  }

  /** Whether the bytes may come as soon as cloud and disk are well again. */
  private static boolean mayPass(FsException e) {
    Throwable cause = e.getCause();
    return e.failure() != FsFailure.IO_ERROR
        || (cause instanceof CloudException cloud ? cloud.failure().retryable() : cause != null);
  }

  private boolean act(Job.Name job, Claim claim) throws FsException, CloudException {
    Inode inode = claim.inode();
    Transfer transfer = transfers.begin(inode.id());
    try {
      machinery.links().refresh(inode);
      Sent sent = machinery.sender().send(claim, transfer);
      outage.over();
      return finish(claim, sent);
    } catch (ChangedMeanwhileException e) {
      log.debug("{}", Reason.of(e));
      machinery.recorder().notDone(claim.entry());
      // A file that is written all the time is tried as often as one that is open.
      openWait.forget(claim.entry());
      queue.offer(job, settings.quiet().toMillis());
      return false;
    } catch (CloudException e) {
      return failed(job, claim, e);
    } catch (FsException e) {
      return locally(job, e);
    } finally {
      transfers.end(transfer);
      flights.end(claim.keys());
      turns.end(claim.entry());
    }
  }

  private boolean finish(Claim claim, Sent sent) throws FsException {
    Inode inode = claim.inode();
    boolean again = machinery.recorder().done(claim.entry(), inode.id(), claim.step().key(), sent);
    if (claim.step().precondition() instanceof Precondition.Matches former
        && !former.etag().equals(sent.etag())) {
      flights.replaced(claim.step().key(), former.etag());
    }
    transfers.succeeded(inode.id(), sent.contentGeneration());
    openWait.forget(claim.entry());
    return again;
  }

  private boolean failed(Job.Name job, Claim claim, CloudException e)
      throws FsException, CloudException {
    CloudFailure failure = e.failure();
    if (failure == CloudFailure.PRECONDITION_FAILED || failure == CloudFailure.NOT_FOUND) {
      return reconcile(job, claim, true, e);
    } else if (failure == CloudFailure.CANCELLED && e.getCause() instanceof FsException local) {
      return locally(job, local);
    } else if (failure == CloudFailure.UNREACHABLE || failure == CloudFailure.CANCELLED) {
      throw e;
    } else if (failure.outcomeUnknown()) {
      return reconcile(job, claim, false, e);
    } else if (failure.retryable()) {
      wait(job, true, Reason.of(e));
    } else {
      refused(job, true, e);
    }
    return false;
  }

  private boolean reconcile(Job.Name job, Claim claim, boolean refused, CloudException cause)
      throws FsException, CloudException {
    Reconciler.Outcome outcome = machinery.reconciler().reconcile(claim, refused);
    outage.over();
    switch (outcome) {
      case GO_ON -> {
        return true;
      }
      case LATER -> wait(job, true, Reason.of(cause));
      case STUCK -> stuck(job, LOST + Reason.of(cause));
    }
    return false;
  }

  private boolean locally(Job.Name job, FsException e) throws FsException {
    if (e.failure() == FsFailure.NOT_FOUND) {
      // Unlinked and forgotten meanwhile: the next look settles it.
      machinery.recorder().notDone(job.entry());
      return true;
    }
    if (e.failure() == FsFailure.INTERRUPTED) {
      // Paused: the next look keeps it back, and what was sent waits for its return.
      machinery.recorder().notDone(job.entry());
      queue.offer(job, 0);
    } else {
      wait(job, true, Reason.of(e));
    }
    return false;
  }

  private void wait(Job.Name job, boolean known, String reason) throws FsException {
    again(job, machinery.recorder().later(job.entry(), known, reason), reason);
  }

  private void stuck(Job.Name job, String reason) throws FsException {
    again(job, machinery.recorder().stuck(job.entry(), reason), reason);
  }

  private void lost(Job.Name job, Inode inode, String reason) throws FsException, CloudException {
    LostBase base = machinery.lostBase();
    if (!base.isCertain(inode.id()) && !machinery.recorder().isHopeful(job.entry())) {
      base.look(inode);
    }
    if (base.isCertain(inode.id())) {
      again(job, machinery.recorder().lost(job.entry(), reason), reason);
    } else {
      stuck(job, reason);
    }
  }

  private void again(Job.Name job, long time, String reason) {
    if (time > 0) {
      log.info("Name {} is tried again in {} ms: {}", job.entry(), time - clock.millis(), reason);
      queue.offer(job, time - clock.millis());
    }
  }

  /** Nobody knows what came of it: the nonce stays, and the next step finds out. */
  private void unanswered(Job.Name job, CloudException e) throws FsException {
    if (e.failure() == CloudFailure.UNREACHABLE) {
      outage.noticed(Reason.of(e));
      queue.offer(job, 0);
    } else if (e.failure() == CloudFailure.CANCELLED) {
      queue.offer(job, LOCAL_TROUBLE_MILLIS);
    } else if (e.failure().retryable()) {
      wait(job, false, Reason.of(e));
    } else {
      refused(job, false, e);
    }
  }

  private void refused(Job.Name job, boolean known, CloudException e) throws FsException {
    log.warn("Name {} is not uploaded: {}", job.entry(), Reason.of(e));
    long time = machinery.recorder().refused(job.entry(), known, e);
    if (time > 0) {
      queue.offer(job, time - clock.millis());
    }
  }
}
