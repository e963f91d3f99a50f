package dev.stratus.sync.api;

/** What happened to a file: cloudSync's NotifyType. */
public enum NotifyType {
  /** It is new. */
  NOTIFY_ADDED(0),
  /** Its bytes or attributes changed. */
  NOTIFY_MODIFIED(1),
  /** It is gone. */
  NOTIFY_DELETED(2),
  /** It has another name or directory. */
  NOTIFY_RENAMED(3);

  private final int number;

  NotifyType(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
