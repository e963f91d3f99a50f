package dev.stratus.sync.api;

/** What becomes of a bundle's local copies: cloudSyncManager's Action. */
public enum Action {
  /** They stay. */
  RETAIN_DATA(0),
  /** Those go that the cloud has as they are here. */
  CLEAR_DATA(1);

  private final int number;

  Action(int number) {
    this.number = number;
  }

  /** The number that the original has for it. */
  public int number() {
    return number;
  }
}
