package dev.stratus.sync.download;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that fetch: some for readers that wait, others for everything else, so that no
 * read-ahead keeps a reader waiting. Never interrupted: that would close content files.
 */
final class FetchPools implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FetchPools.class);

  /**
   * Fetches end by themselves when their bodies are closed; longer only a hanging request takes.
   */
  private static final Duration END = Duration.ofSeconds(5);

  private final FetchThreads urgent;
  private final FetchThreads background;

  FetchPools(DownloadSettings settings) {
    urgent = new FetchThreads("fetch-reader", settings.urgentRequests());
    background = new FetchThreads("fetch-ahead", settings.backgroundRequests());
  }

  void submit(Fetch fetch) {
    (fetch.urgency() == Urgency.READER ? urgent : background).execute(fetch);
  }

  /** A reader waits now for a fetch that may still be in its line. */
  void promote(Fetch fetch) {
    boolean waits = background.withdraw(fetch);
    fetch.promote();
    if (waits) {
      urgent.execute(fetch);
    }
  }

  /** Takes a fetch out of its line; false if it has begun. */
  boolean withdraw(Fetch fetch) {
    return background.withdraw(fetch) || urgent.withdraw(fetch);
  }

  /** Ends the threads once what runs has ended. */
  @Override
  public void close() {
    urgent.shutdown();
    background.shutdown();
    try {
      long deadline = END.toMillis();
      if (!urgent.awaitTermination(deadline, TimeUnit.MILLISECONDS)
          || !background.awaitTermination(deadline, TimeUnit.MILLISECONDS)) {
        log.warn("A fetch did not end in time; its thread is left to the request's own time-out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
