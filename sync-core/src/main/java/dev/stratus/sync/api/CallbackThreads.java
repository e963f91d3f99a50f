package dev.stratus.sync.api;

import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that run the callbacks of programs: few while callbacks are quick, so that a thousand
 * listeners are served in turns and not by a thousand threads; one more whenever none of them has
 * begun anything for a while, so that callbacks that wait hold up nobody.
 */
final class CallbackThreads {

  private static final int USUAL = 4;
  private static final int MOST = 1024;
  private static final long STUCK_MILLIS = 50;
  private static final long IDLE_SECONDS = 5;

  private static final AtomicLong BEGUN = new AtomicLong();
  private static final AtomicBoolean WATCHED = new AtomicBoolean();

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          USUAL,
          MOST,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          daemons("stratus-callback")) {
        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
          BEGUN.incrementAndGet();
        }
      };

  private static final ScheduledExecutorService KEEPER =
      Executors.newSingleThreadScheduledExecutor(daemons("stratus-callback-keeper"));

  static {
    POOL.allowCoreThreadTimeOut(true);
  }

  private CallbackThreads() {}

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  static void execute(Runnable task) {
    POOL.execute(task);
    watch();
  }

  private static void watch() {
    if (WATCHED.compareAndSet(false, true)) {
      lookLater(BEGUN.get());
    }
  }

  private static void lookLater(long seen) {
    var unused = KEEPER.schedule(() -> look(seen), STUCK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void look(long seen) {
    long begun = BEGUN.get();
    if (!POOL.getQueue().isEmpty()) {
      if (begun == seen) {
        POOL.setCorePoolSize(Math.min(MOST, POOL.getCorePoolSize() + 1));
      }
      lookLater(begun);
      return;
    }
    POOL.setCorePoolSize(USUAL);
    WATCHED.set(false);
    if (!POOL.getQueue().isEmpty()) {
      watch();
    }
  }
}
