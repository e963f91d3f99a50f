package dev.stratus.sync.space;

import java.util.List;

/**
 * What a run freed, or in a dry run would free.
 *
 * @param stopped whether {@link SpaceOptimizer#stop} ended it
 * @param aged the first of the files, oldest visit first
 */
public record OptimizeResult(long files, long bytes, boolean stopped, List<Aged> aged) {

  /**
   * A file whose local copy went.
   *
   * @param visit nanoseconds since 1970
   */
  public record Aged(String path, long bytes, long visit) {}

  public OptimizeResult {
    aged = List.copyOf(aged);
  }
}
