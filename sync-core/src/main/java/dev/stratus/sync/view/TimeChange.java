package dev.stratus.sync.view;

/** What {@code utimensat} does with one of the two times. */
public sealed interface TimeChange {

  /** UTIME_OMIT. */
  record Omit() implements TimeChange {}

  /** UTIME_NOW. */
  record Now() implements TimeChange {}

  /** A given time, in nanoseconds since 1970. */
  record At(long nanos) implements TimeChange {}

  static TimeChange omit() {
    return new Omit();
  }

  static TimeChange now() {
    return new Now();
  }

  static TimeChange at(long nanos) {
    return new At(nanos);
  }
}
