package dev.stratus.sync.control;

import java.util.List;

/**
 * What {@code clean-cache} did, or would do.
 *
 * @param freed files whose local copy went, with the bytes that were here
 * @param keptCount how many files kept theirs, {@code kept} names the first and why
 */
public record CleanCacheResult(
    boolean dryRun, Amount freed, long keptCount, List<RemainingFile> kept) {

  public CleanCacheResult {
    kept = List.copyOf(kept);
  }
}
