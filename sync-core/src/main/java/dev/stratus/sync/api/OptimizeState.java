package dev.stratus.sync.api;

/** Where a run that frees space stands: cloudSync's OptimizeState. */
public enum OptimizeState {
  /** It frees. */
  RUNNING(0),
  /** It freed what was asked for, or all that there was. */
  COMPLETED(1),
  /** It ended because of an error. */
  FAILED(2),
  /** Somebody stopped it. */
  STOPPED(3);

  private final int number;

  OptimizeState(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
