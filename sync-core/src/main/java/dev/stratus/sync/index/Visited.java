package dev.stratus.sync.index;

/**
 * How often a file was opened since its bytes came here: the segment that it has in the order in
 * which local copies go.
 */
public enum Visited {
  NEVER(0),
  ONCE(1),
  /** Again some time after the first one: files like this stay while others are read once. */
  AGAIN(2);

  private final int code;

  Visited(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Visited of(int code) {
    return code >= AGAIN.code ? AGAIN : code == ONCE.code ? ONCE : NEVER;
  }
}
