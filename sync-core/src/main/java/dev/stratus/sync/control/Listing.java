package dev.stratus.sync.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the bucket is known here.
 *
 * @param complete whether it was listed to its end since this state directory was made
 * @param objects how many were seen by the listing that runs, or by the last one
 * @param lastCompare when the last compare with the bucket ended, or null before the first
 * @param compareMillis how long it took, or null before the first
 * @param trouble why the last compare did not come to its end, or null
 * @param events {@code LIVE} where the bucket tells of changes at once, {@code LOST} while that is
 *     broken, {@code NONE} where only compares find them
 */
public record Listing(
    boolean complete,
    long objects,
    @Nullable Instant lastCompare,
    @Nullable Long compareMillis,
    @Nullable String trouble,
    String events) {

  /** The same without the words of the trouble, which name a key. */
  Listing withoutTrouble() {
    return new Listing(complete, objects, lastCompare, compareMillis, null, events);
  }
}
