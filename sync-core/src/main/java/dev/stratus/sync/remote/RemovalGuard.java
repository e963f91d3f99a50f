package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops what looks like an accident in the cloud from being repeated here: so many files missing at
 * once, or a bucket that is another one. What it holds back waits until a human accepts it, or
 * until the cloud is again as it was.
 */
public final class RemovalGuard {

  private static final int PERCENT = 100;

  /**
   * How much a compare may remove by itself: the greater of the two.
   *
   * @param least a number of files
   * @param percent of the files that the cloud is known to have
   */
  public record Limit(long least, int percent) {

    public static Limit defaults() {
      return new Limit(100, 50);
    }

    private boolean allows(long removals, long known) {
      return removals <= Math.max(least, known * percent / PERCENT);
    }
  }

  /** Why something is held back. */
  public enum Reason {
    /** More files are missing than a compare may remove. */
    MANY_REMOVALS,
    /** The bucket is empty, even of its own UUID. */
    EMPTY_BUCKET,
    /** The bucket has another UUID than the index knows, or none. */
    OTHER_BUCKET;

    /** Whether nothing at all goes either way, not only no removal. */
    public boolean isOfBucket() {
      return this != MANY_REMOVALS;
    }
  }

  /**
   * What waits for a human.
   *
   * @param removals how many files would go here; 0 while that is not known
   * @param known how many the cloud had
   */
  public record Hold(Reason reason, long removals, long known, Instant since) {}

  private final Limit limit;
  private final Clock clock;

  @GuardedBy("this")
  private @Nullable Hold hold;

  /** Whether nobody has looked yet if it is the right bucket. */
  @GuardedBy("this")
  private boolean unseen;

  /** How many removals a human has accepted. */
  @GuardedBy("this")
  private long granted;

  /** How many removals were made since the last compare, so that many small ones count as one. */
  @GuardedBy("this")
  private long recent;

  /** How many were made between the last compare and the one before it. */
  @GuardedBy("this")
  private long earlier;

  @GuardedBy("this")
  private Consumer<Boolean> uploads = held -> {};

  RemovalGuard(Limit limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** Names who is told whether uploads must wait. */
  public synchronized void onHold(Consumer<Boolean> listener) {
    uploads = listener;
    listener.accept(isBucketHeld());
  }

  /** What waits for a human now. */
  public synchronized Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  /** Whether nothing goes either way: it is not the right bucket, or nobody knows yet. */
  synchronized boolean isBucketHeld() {
    return unseen || (hold != null && hold.reason().isOfBucket());
  }

  /** The bucket cannot be looked at: everything waits for the first compare. */
  synchronized void awaitFirstLook() {
    set(hold, true);
  }

  /** A look at the bucket's UUID; false if nothing may go either way. */
  synchronized boolean passes(BucketIdentity.Found found, boolean empty, long known) {
    if (found == BucketIdentity.Found.SAME) {
      if (isBucketHeld()) {
        set(null, false);
      }
      return true;
    }
    boolean bare = empty && found == BucketIdentity.Found.MISSING;
    hold(bare ? Reason.EMPTY_BUCKET : Reason.OTHER_BUCKET, known, known);
    return false;
  }

  /**
   * Whether a compare may remove so many files. What was accepted is for one compare.
   *
   * @param known how many files the index has now
   */
  synchronized boolean mayRemove(long removals, long known) {
    boolean accepted = removals > 0 && removals <= granted;
    granted = 0;
    if (accepted) {
      recent = 0;
      earlier = 0;
    } else if (removals > 0 && !allows(removals, known)) {
      hold(Reason.MANY_REMOVALS, removals, known);
      return false;
    } else {
      recent += removals;
    }
    set(null, false);
    return true;
  }

  private synchronized boolean allows(long removals, long known) {
    long before = recent + earlier;
    return limit.allows(before + removals, before + known);
  }

  /**
   * Whether one more file may be removed before the next compare.
   *
   * @param seen how many files the last compare saw
   */
  synchronized boolean mayRemoveOne(long seen) {
    if (hold != null || !limit.allows(recent + earlier + 1, seen + earlier)) {
      return false;
    }
    recent++;
    return true;
  }

  /** A compare came to its end. */
  synchronized void compared() {
    if (hold == null) {
      earlier = recent;
      recent = 0;
    }
  }

  private synchronized void hold(Reason reason, long removals, long known) {
    Hold before = hold;
    Instant since = before != null && before.reason() == reason ? before.since() : clock.instant();
    set(new Hold(reason, removals, known, since), false);
  }

  private synchronized void set(@Nullable Hold next, boolean nobodyLooked) {
    boolean before = isBucketHeld();
    hold = next;
    unseen = nobodyLooked;
    if (before != isBucketHeld()) {
      uploads.accept(!before);
    }
  }

  /** A human wants what is held back to be done; a few more may have gone there meanwhile. */
  synchronized void accept() {
    Hold accepted = hold;
    if (accepted != null) {
      granted = accepted.reason().isOfBucket() ? Long.MAX_VALUE : accepted.removals() + limit.least;
      set(null, false);
    }
  }
}
