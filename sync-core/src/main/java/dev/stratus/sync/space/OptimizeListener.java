package dev.stratus.sync.space;

/** Told how far a run of the optimizer is, on its thread. */
@FunctionalInterface
public interface OptimizeListener {

  /**
   * Some more were freed.
   *
   * @param wanted bytes; 0 when all that are old enough go
   */
  void progress(long files, long bytes, long wanted);
}
