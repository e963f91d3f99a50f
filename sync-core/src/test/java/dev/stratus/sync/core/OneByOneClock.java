package dev.stratus.sync.core;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each change in a bucket a millisecond of its own. Of two changes of another client that
 * leave the bytes as they are, in the same millisecond, the second one cannot be told from the
 * first by ETag and Last-Modified.
 */
final class OneByOneClock implements InstantSource {

  private final AtomicLong last = new AtomicLong();

  @Override
  public Instant instant() {
    long now = System.currentTimeMillis();
    return Instant.ofEpochMilli(last.updateAndGet(before -> Math.max(before + 1, now)));
  }
}
