package dev.stratus.mount.engine.jnr;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve one session: always some free ones, however many wait for the cloud.
 *
 * <p>libfuse's own loop makes native threads, which Java attaches and detaches at each callback.
 */
final class FuseLoop {

  private static final Logger LOG = LoggerFactory.getLogger(FuseLoop.class);

  /** As many requests find a thread waiting while another one is started. */
  private static final int MIN_FREE = 4;

  /** Beyond these, threads that became free end: what a burst of slow reads has left over. */
  private static final int MAX_FREE = 64;

  /** Twice what the kernel sends in the background (max_background), and room for the rest. */
  private static final int MAX_THREADS = 512;

  private final LibFuse library;
  private final long session;
  private final long channel;
  private final long bufferSize;
  private final Runnable onEnd;

  /** Threads that are not inside a request, those included that are just being started. */
  private final AtomicInteger free = new AtomicInteger();

  @GuardedBy("this")
  private int threads;

  @GuardedBy("this")
  private int started;

  /**
   * @param onEnd runs on the last thread that leaves, when no other touches the session any more
   */
  FuseLoop(LibFuse library, long fuse, Runnable onEnd) {
    this.library = library;
    this.session = library.fuse_get_session(fuse);
    this.channel = library.fuse_session_next_chan(session, 0);
    this.bufferSize = library.fuse_chan_bufsize(channel);
    this.onEnd = onEnd;
  }

  /** Holds the lock throughout, so that no thread counts as the last before all have begun. */
  synchronized void start() {
    for (int i = 0; i <= MIN_FREE; i++) {
      startThread();
    }
  }

  LibFuse library() {
    return library;
  }

  long session() {
    return session;
  }

  long channel() {
    return channel;
  }

  long bufferSize() {
    return bufferSize;
  }

  /** A thread begins to serve a request. */
  void busy() {
    if (free.decrementAndGet() < MIN_FREE) {
      grow();
    }
  }

  /** A thread has served a request; tells whether it should wait for another one. */
  boolean free() {
    if (free.incrementAndGet() <= MAX_FREE) {
      return true;
    }
    free.decrementAndGet();
    return false;
  }

  private synchronized void grow() {
    if (free.get() < MIN_FREE && threads < MAX_THREADS) {
      startThread();
      if (threads == MAX_THREADS) {
        LOG.warn("All {} threads of the mount are in use", MAX_THREADS);
      }
    }
  }

  private synchronized void startThread() {
    LoopThread thread = new LoopThread(this, started);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The threads that are there go on serving; the request at hand must not be lost.
      LOG.warn("No more threads for the mount beyond {}", threads, e);
      return;
    }
    started++;
    threads++;
    free.incrementAndGet();
  }

  /** A thread ends. */
  void left() {
    if (countDown() == 0) {
      onEnd.run();
    }
  }

  private synchronized int countDown() {
    threads--;
    return threads;
  }
}
