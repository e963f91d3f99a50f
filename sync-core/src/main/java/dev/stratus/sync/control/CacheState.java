package dev.stratus.sync.control;

/** What becomes of a local copy when room is needed. */
public enum CacheState {
  CAN_GO("in the cloud too, can go"),
  PINNED("pinned"),
  OPEN("in use"),
  CHANGED("changed, not uploaded yet"),
  ONLY_HERE("only here, not uploaded yet");

  private final String text;

  CacheState(String text) {
    this.text = text;
  }

  /** For a human. */
  public String text() {
    return text;
  }

  /** Whether the bytes are in the cloud too. */
  public boolean isInCloud() {
    return this != CHANGED && this != ONLY_HERE;
  }
}
