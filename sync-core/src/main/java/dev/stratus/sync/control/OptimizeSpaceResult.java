package dev.stratus.sync.control;

import java.util.List;

/**
 * What {@code optimize-space} did, or would do.
 *
 * @param freed files whose local copy went, with the bytes that were here
 * @param stopped whether the run was ended by {@code --stop}
 * @param files the first of those that were freed, oldest visit first
 * @param stayed how much of what was looked at stayed, by reason
 * @param kept the first of the files that stayed
 */
public record OptimizeSpaceResult(
    boolean dryRun,
    Amount freed,
    boolean stopped,
    List<AgedFile> files,
    List<StayedAmount> stayed,
    List<StayedFile> kept) {

  public OptimizeSpaceResult {
    files = List.copyOf(files);
    stayed = List.copyOf(stayed);
    kept = List.copyOf(kept);
  }
}
