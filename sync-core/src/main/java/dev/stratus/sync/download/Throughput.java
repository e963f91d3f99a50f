package dev.stratus.sync.download;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How fast the bytes of one file come, and with that how many are to be on their way to a program
 * that reads in order. What it reads next shares the line with all that is fetched ahead of it:
 * with much more than keeps the line full, each read takes a multiple of the time of its bytes. Not
 * thread safe: {@link FileDownload} guards it.
 */
final class Throughput {

  /** Shorter ones say more of the bursts of a line than of the line. */
  private static final long MEASURED = TimeUnit.MILLISECONDS.toNanos(250);

  /** A moment in which nothing came does not make a line slow: the best of the last ones counts. */
  private static final int KEPT = 3;

  /**
   * A connection rests for a way to the server and back before each request: the others must not.
   */
  private static final int WAYS = 4;

  /**
   * What comes within this time cannot keep a read that is not expected from its bytes for long.
   */
  private static final long AT_MOST = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Bytes in a second, the last one anywhere; zero where not so many were measured yet. */
  private final long[] measured = new long[KEPT];

  private int measurements;
  private long way = SECOND;
  private boolean running;
  private long since;
  private long before;
  private long bytes;

  /** A request is sent. */
  void begin(long now) {
    if (!running) {
      running = true;
      since = now;
    }
  }

  /** The first byte of its answer is here after so many nanoseconds. */
  void answered(long took) {
    way = Math.min(way, took);
  }

  /** Bytes are here. */
  void arrived(long count, long now) {
    bytes += count;
    long time = before + (running ? now - since : 0);
    if (time >= MEASURED) {
      measured[measurements++ % KEPT] = (long) ((double) bytes / time * SECOND);
      bytes = 0;
      before = 0;
      since = now;
    }
  }

  /** No request is under way: the time until the next one says nothing of the line. */
  void rest(long now) {
    if (running) {
      running = false;
      before += now - since;
    }
  }

  /**
   * How many bytes may be under way to a program that has read so many in order: what keeps the
   * line full, and the more the longer it goes on. As many as can be while nothing is known of the
   * line.
   */
  long underWay(long read) {
    if (measurements == 0) {
      return Long.MAX_VALUE;
    }
    double rate = (double) Arrays.stream(measured).max().orElseThrow() / SECOND;
    return (long) (rate * WAYS * way + Math.min(rate * AT_MOST, (double) read / 2));
  }
}
