package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import org.jspecify.annotations.Nullable;

/**
 * Compares what should be with what the cloud has and names the next safe step. Pure: the same
 * situation always gives the same step, and nothing is looked up.
 */
final class UploadPlanner {

  /**
   * Up to here sending the bytes again is cheaper than a copy on the server, which takes three
   * requests where a precondition is to be obeyed.
   */
  private final long smallBytes;

  UploadPlanner(long smallBytes) {
    this.smallBytes = smallBytes;
  }

  Step next(Situation now) {
    ObjectKey wanted = now.wanted();
    if (wanted == null) {
      return now.own() == null ? new Step.Nothing() : new Step.Disown();
    }
    if (now.staysHere()) {
      return withNameThatStays(now);
    }
    if (now.isRight() || !now.needsObject()) {
      return new Step.Nothing();
    }
    if (!wanted.fits()) {
      return new Step.Refuse(
          CloudFailure.NAME_NOT_ALLOWED.name(),
          "the key is too long: S3 takes 1,024 bytes; a shorter path helps");
    }
    if (now.openForWriting()) {
      return new Step.AwaitRelease();
    }
    CloudObject occupant = now.occupant();
    if (now.occupantNeeded() && occupant != null) {
      return new Step.HydrateOccupant(occupant.inode());
    }
    return now.contentInCloud() ? withContentThere(now, wanted) : withContentHere(now, wanted);
  }

  /** The object under its former name goes, but only once nobody needs it any more. */
  private static Step withNameThatStays(Situation now) {
    CloudObject own = now.own();
    boolean countsOnCloud = !now.isSafeHere() && (now.contentInCloud() || !now.here());
    if (own == null) {
      return countsOnCloud ? new Step.ComeHome() : new Step.StayHere();
    }
    if (now.openForWriting()) {
      return new Step.AwaitRelease();
    }
    boolean released = own.contentGeneration() == 0;
    return released && !countsOnCloud ? new Step.StayHere() : new Step.ComeHome();
  }

  private Step withContentHere(Situation now, ObjectKey wanted) {
    if (now.here()) {
      return new Step.Put(wanted, precondition(now.occupant()));
    }
    Inode inode = now.inode();
    if (inode.baseGeneration() >= inode.contentGeneration()) {
      return new Step.Refuse(
          CloudFailure.NOT_FOUND.name(),
          "its bytes were only in the cloud, and were deleted there by another client");
    }
    return new Step.HydrateSelf();
  }

  private Step withContentThere(Situation now, ObjectKey wanted) {
    boolean cheaperToSend = now.here() && now.inode().size() <= smallBytes;
    CloudObject source = now.source();
    CloudObject own = now.own();
    if (cheaperToSend || source == null) {
      return new Step.Put(wanted, precondition(now.occupant()));
    }
    return own != null && now.inPlace() && own.equals(source)
        ? new Step.ReplaceMetadata(own)
        : new Step.Copy(source, wanted, precondition(now.occupant()));
  }

  private static Precondition precondition(@Nullable CloudObject occupant) {
    return occupant == null ? Precondition.absent() : Precondition.matches(occupant.etag());
  }
}
