package dev.stratus.sync.download;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which scans are followed. Never interrupted: it opens content files. */
final class ScanThread implements Executor, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ScanThread.class);

  /** News that nobody has time for are forgotten: a scan then learns a little later. */
  private static final int NEWS = 4096;

  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(5);

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(NEWS),
          Daemons.named("fetch-scan"),
          new ThreadPoolExecutor.DiscardPolicy());

  ScanThread() {
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable news) {
    executor.execute(news);
  }

  @Override
  public void close() {
    executor.getQueue().clear();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A scan did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
