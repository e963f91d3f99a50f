package dev.stratus.sync;

import com.github.benmanes.caffeine.cache.Caffeine;

/** What is remembered without a promise, within a bound. */
public final class Memories {

  private Memories() {}

  /**
   * A memory of so many things. Its upkeep is done by who uses it: a common pool would be woken for
   * each change.
   */
  public static Caffeine<Object, Object> of(long most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run);
  }
}
