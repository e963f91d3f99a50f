package dev.stratus.sync.control;

import java.util.List;

/**
 * What {@code optimize-space} did, or would do.
 *
 * @param freed files whose local copy went, with the bytes that were here
 * @param stopped whether the run was ended by {@code --stop}
 * @param files the first of those that were freed, oldest visit first
 */
public record OptimizeSpaceResult(
    boolean dryRun, Amount freed, boolean stopped, List<AgedFile> files) {

  public OptimizeSpaceResult {
    files = List.copyOf(files);
  }
}
