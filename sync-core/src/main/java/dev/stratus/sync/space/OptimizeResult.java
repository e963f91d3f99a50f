package dev.stratus.sync.space;

import java.util.List;

/**
 * What a run freed, or in a dry run would free.
 *
 * @param stopped whether {@link SpaceOptimizer#stop} ended it
 * @param aged the first of the files, oldest visit first
 * @param stayed how much of what it looked at stayed, by reason
 * @param kept the first of the files that stayed
 */
public record OptimizeResult(
    long files,
    long bytes,
    boolean stopped,
    List<Aged> aged,
    List<Stay> stayed,
    List<Stayed> kept) {

  /**
   * A file whose local copy went.
   *
   * @param visit nanoseconds since 1970
   */
  public record Aged(String path, long bytes, long visit) {}

  /** So much stayed for one reason. */
  public record Stay(Kept reason, long files, long bytes) {}

  /** A file whose local copy stayed. */
  public record Stayed(String path, long bytes, Kept reason) {}

  public OptimizeResult {
    aged = List.copyOf(aged);
    stayed = List.copyOf(stayed);
    kept = List.copyOf(kept);
  }
}
