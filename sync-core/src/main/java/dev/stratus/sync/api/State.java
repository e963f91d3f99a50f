package dev.stratus.sync.api;

/** Where a download stands: cloudSync's State. */
public enum State {
  /** Bytes come, or will. */
  RUNNING(0),
  /** All bytes are here. */
  COMPLETED(1),
  /** It ended because of an error. */
  FAILED(2),
  /** Somebody stopped it, or the daemon died. */
  STOPPED(3);

  private final int number;

  State(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
