package dev.stratus.mount.engine.jnr;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.sync.view.FileSystemView;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve one session: always some that do not wait, however many do.
 *
 * <p>libfuse's own loop makes native threads, which Java attaches and detaches at each callback.
 * Here they are Java's. Few threads that find the next request at once are twice as fast as many
 * that sleep in between, so another one is started only for each that is stuck in its request.
 */
final class FuseLoop {

  private static final Logger LOG = LoggerFactory.getLogger(FuseLoop.class);

  /** So many threads are not stuck: two for each processor, and some for a machine with few. */
  static final int NIMBLE = 4 + 2 * Runtime.getRuntime().availableProcessors();

  /** More than twice what the kernel sends in the background (max_background). */
  private static final int MAX_THREADS = 256;

  private final LibFuse library;
  private final long session;
  private final long channel;
  private final int device;
  private final DataCalls data;
  private final OpenNodes open;
  private final NodeCalls nodes;
  private final Handshake handshake;
  private final Runnable onEnd;
  private final LoopKeeper keeper = new LoopKeeper(this);
  private final KeptPages pages = new KeptPages();

  /** Threads that are not inside a request. */
  private final AtomicInteger free = new AtomicInteger();

  @GuardedBy("this")
  private final Set<LoopThread> threads = new HashSet<>();

  @GuardedBy("this")
  private int started;

  @GuardedBy("this")
  private boolean over;

  /**
   * @param onEnd runs on the last thread that leaves, when no other touches the session any more
   */
  FuseLoop(LibFuse library, long fuse, FileSystemView view, MountOptions options, Runnable onEnd) {
    this.library = library;
    this.session = library.fuse_get_session(fuse);
    this.channel = library.fuse_session_next_chan(session, 0);
    this.device = library.fuse_chan_fd(channel);
    this.data = new DataCalls(view);
    this.open = new OpenNodes(view);
    this.nodes = new NodeCalls(library, session, open, new NodeAttributes(view, open, options));
    this.handshake = new Handshake(library, session, device);
    this.onEnd = onEnd;
  }

  void start() {
    topUp();
    keeper.start();
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

  int device() {
    return device;
  }

  DataCalls data() {
    return data;
  }

  OpenNodes open() {
    return open;
  }

  NodeCalls nodes() {
    return nodes;
  }

  Handshake handshake() {
    return handshake;
  }

  /**
   * A program was interrupted while it waits for the answer to a request.
   *
   * @return false if no thread has begun to serve that request
   */
  synchronized boolean interrupt(long interrupted) {
    for (LoopThread thread : threads) {
      if (thread.interruptIfServing(interrupted)) {
        return true;
      }
    }
    return false;
  }

  KeptPages pages() {
    return pages;
  }

  /** A thread begins to serve a request. */
  void busy() {
    free.decrementAndGet();
    if (isShort()) {
      keeper.wake();
    }
  }

  /**
   * A thread has served a request; tells whether it should wait for another one.
   *
   * @param wasStuck another one may have been started in its place
   */
  boolean free(boolean wasStuck) {
    return free.incrementAndGet() <= 2 * NIMBLE || !wasStuck;
  }

  /** Tells whether so few threads are free that somebody should look for stuck ones. */
  boolean isShort() {
    return free.get() < NIMBLE / 2;
  }

  /** Starts a thread for each one that is stuck. */
  synchronized void topUp() {
    if (over) {
      return;
    }
    long stuck = threads.stream().filter(LoopThread::isStuck).count();
    long missing = NIMBLE - (threads.size() - stuck);
    for (long i = 0; i < missing && threads.size() < MAX_THREADS; i++) {
      startThread();
    }
  }

  private synchronized void startThread() {
    LoopThread thread = new LoopThread(this, started);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // The threads that are there go on serving.
      LOG.warn("No more threads for the mount beyond {}", threads.size(), e);
      return;
    }
    started++;
    threads.add(thread);
    free.incrementAndGet();
    if (threads.size() == MAX_THREADS) {
      LOG.warn("All {} threads of the mount are in use", MAX_THREADS);
    }
  }

  /** The folder was unmounted: all threads will leave, and none may come. */
  synchronized void over() {
    over = true;
  }

  /** A thread ends, free. */
  void left(LoopThread thread) {
    free.decrementAndGet();
    if (isLast(thread)) {
      keeper.end();
      nodes.close();
      onEnd.run();
    }
  }

  private synchronized boolean isLast(LoopThread thread) {
    threads.remove(thread);
    return threads.isEmpty();
  }
}
