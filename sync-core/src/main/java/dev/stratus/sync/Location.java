package dev.stratus.sync;

/** Where a file's bytes are. Numbers are those of cloudSync. */
public enum Location {
  /** Only here: no object yet. */
  LOCAL(1),
  /** An object, and not all bytes are here. */
  CLOUD(2),
  /** An object, and all bytes are here. */
  BOTH(3);

  private final int number;

  Location(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
