package dev.stratus.sync.remote;

import dev.stratus.cloud.ListRequest;
import java.util.concurrent.TimeUnit;

/**
 * How many keys a page of a listing is asked for: no more than a slow line brings in a few seconds,
 * since a program that waits for the listing sees it go on only page by page.
 */
final class PageSize {

  static final int FIRST = 250;
  static final int LEAST = 50;

  private static final long SHORT = TimeUnit.SECONDS.toNanos(1);
  private static final long LONG = TimeUnit.SECONDS.toNanos(4);

  private volatile int keys = FIRST;

  int keys() {
    return keys;
  }

  /**
   * A page came.
   *
   * @param asked how many keys it was to have at most
   * @param nanos how long that took
   */
  void came(int asked, long nanos) {
    if (nanos < SHORT && asked == keys) {
      keys = Math.min(ListRequest.MAX_PAGE, 2 * asked);
    }
    shrink(asked, nanos);
  }

  /** A page did not come in this time. */
  void failed(int asked, long nanos) {
    shrink(asked, nanos);
  }

  private void shrink(int asked, long nanos) {
    if (nanos > LONG) {
      keys = (int) Math.max(LEAST, Math.min(keys, asked * LONG / nanos));
    }
  }
}
