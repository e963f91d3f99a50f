package dev.stratus.sync.download;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that fetch: some for readers that wait, others for everything else, so that no
 * read-ahead keeps a reader waiting. Never interrupted: that would close content files.
 */
final class FetchPools implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FetchPools.class);

  private static final Duration IDLE = Duration.ofSeconds(20);

  /**
   * Fetches end by themselves when their bodies are closed; longer only a hanging request takes.
   */
  private static final Duration END = Duration.ofSeconds(5);

  private final ThreadPoolExecutor urgent;
  private final ThreadPoolExecutor background;

  FetchPools(DownloadSettings settings) {
    urgent =
        new ThreadPoolExecutor(
            settings.urgentRequests(),
            settings.urgentRequests(),
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Daemons.named("fetch-reader"),
            FetchPools::refuse);
    background =
        new ThreadPoolExecutor(
            settings.backgroundRequests(),
            settings.backgroundRequests(),
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Daemons.named("fetch-ahead"),
            FetchPools::refuse);
    urgent.allowCoreThreadTimeOut(true);
    background.allowCoreThreadTimeOut(true);
  }

  private static void refuse(Runnable fetch, ThreadPoolExecutor pool) {
    ((Fetch) fetch).refuse();
  }

  void submit(Fetch fetch) {
    (fetch.urgency() == Urgency.READER ? urgent : background).execute(fetch);
  }

  /** A reader waits now for a fetch that may still be in its line. */
  void promote(Fetch fetch) {
    boolean waits = background.remove(fetch);
    fetch.promote();
    if (waits) {
      urgent.execute(fetch);
    }
  }

  /** Takes a fetch out of its line; false if it has begun. */
  boolean withdraw(Fetch fetch) {
    return background.remove(fetch) || urgent.remove(fetch);
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
