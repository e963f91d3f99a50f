package dev.stratus.sync.upload;

import dev.stratus.sync.FsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that do the jobs of a queue until it is closed. */
final class Workers {

  /** Does one job; what it throws is a mistake of ours, or of the local disk. */
  @FunctionalInterface
  interface Worker {
    void run(Job job) throws FsException;
  }

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  private static final long AFTER_A_MISTAKE_MILLIS = 30_000;

  private final WorkQueue queue;
  private final Worker worker;
  private final Signal signal;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param signal raised after each job
   */
  Workers(WorkQueue queue, Worker worker, Signal signal) {
    this.queue = queue;
    this.worker = worker;
    this.signal = signal;
  }

  static ThreadFactory daemons(String name) {
    AtomicLong numbers = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  void start(int count) {
    ThreadFactory factory = daemons("upload");
    for (int i = 0; i < count; i++) {
      Thread thread = factory.newThread(this::work);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try {
      Job job = queue.take();
      while (job != null) {
        run(job);
        job = queue.take();
      }
    } catch (InterruptedException e) {
      log.debug("an upload thread was told to end");
    }
  }

  private void run(Job job) {
    try {
      worker.run(job);
    } catch (FsException | RuntimeException e) {
      if (!closed) {
        log.error("{} failed and is tried again", job, e);
        queue.offer(job, AFTER_A_MISTAKE_MILLIS);
      }
    } finally {
      queue.done(job);
      signal.raise();
    }
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
    queue.close();
    signal.raise();
  }

  /** Whether all have ended in this time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean ended = true;
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      thread.join(Math.max(1, left));
      ended &= !thread.isAlive();
    }
    return ended;
  }
}
