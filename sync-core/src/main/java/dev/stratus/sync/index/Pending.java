package dev.stratus.sync.index;

import org.jspecify.annotations.Nullable;

/**
 * A name whose object may differ from what should be.
 *
 * @param subtree whether everything below this directory must be looked at too
 * @param nonce of the attempt that may be under way, or null
 * @param attempts how often it was tried in vain
 * @param notBeforeMillis not to be tried before this time; with a failure, 0 is never
 * @param failure the name of what refused it, or null while there is hope
 * @param reason for a human, with {@code failure} or after a vain attempt
 */
public record Pending(
    long entry,
    boolean subtree,
    @Nullable String nonce,
    int attempts,
    long notBeforeMillis,
    @Nullable String failure,
    @Nullable String reason) {

  /** What refuses a name that is not to go up for now; no failure, and nobody's fault. */
  static final String HALTED = "HALTED";

  /** One that was never tried. */
  public static Pending fresh(long entry, boolean subtree) {
    return new Pending(entry, subtree, null, 0, 0, null, null);
  }

  /** Whether nothing is tried any more until somebody asks, or something changes. */
  public boolean isGivenUp() {
    return failure != null && notBeforeMillis == 0;
  }

  /** Whether somebody does not want it to go up for now. */
  public boolean isHalted() {
    return HALTED.equals(failure);
  }

  /** Whether it was refused, or waits for a decision. */
  public boolean isFailed() {
    return failure != null && !isHalted();
  }

  /** The same, which is not to go up for now; what came of an attempt is found out afterwards. */
  public Pending halted(String why) {
    return new Pending(entry, subtree, nonce, 0, 0, HALTED, why);
  }

  /** The same with an attempt under way, or with none. */
  public Pending withNonce(@Nullable String attempt) {
    return new Pending(entry, subtree, attempt, attempts, notBeforeMillis, failure, reason);
  }

  /** The same after one more vain attempt, to be tried again at a time. */
  public Pending putOff(long untilMillis, String why) {
    return new Pending(entry, subtree, nonce, attempts + 1, untilMillis, null, why);
  }

  /**
   * The same after it was refused.
   *
   * @param untilMillis when it is tried again by itself, or 0 for never
   */
  public Pending refused(String cause, String why, long untilMillis) {
    return new Pending(entry, subtree, nonce, attempts + 1, untilMillis, cause, why);
  }
}
