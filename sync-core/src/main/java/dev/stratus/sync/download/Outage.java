package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a file's last fetch for want of a network. The kernel asks page by page again for
 * what a read-ahead did not get: each of these would wait as long as the first. Not thread safe.
 */
final class Outage {

  /** Long enough for the kernel, too short for a program that comes back. */
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(1);

  private @Nullable FsException reason;
  private long until;

  /** A fetch failed. */
  void failed(FsException e, long now) {
    if (e.failure() == FsFailure.NETWORK_UNREACHABLE) {
      reason = e;
      until = now + REMEMBERED;
    }
  }

  /** Bytes came. */
  void over() {
    reason = null;
  }

  /** Refuses who asks for more bytes right after a failure. */
  void check(long now) throws FsException {
    FsException last = reason;
    if (last != null && now - until < 0) {
      throw new FsException(last.failure(), "a moment ago: " + last.getMessage(), last);
    }
  }
}
