package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Lane;
import dev.stratus.sync.FsException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is asked of the cloud for programs that wait, or may wait soon. It can be given up
 * at any time: its thread is interrupted then, but only while it waits for an answer, since an
 * interrupt at work on a local copy would close that for everybody.
 */
final class Errand {

  /** What is done. */
  @FunctionalInterface
  interface Work {
    void run(Errand errand) throws FsException, CloudException;
  }

  /** One request, or a look whether one is needed. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws FsException, CloudException;
  }

  private final Object what;
  private final Work work;
  private final LongSupplier ticker;
  private final Runnable answered;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicInteger waiting = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long progress;
  private volatile @Nullable IOException failure;

  @GuardedBy("this")
  private @Nullable Thread asking;

  @GuardedBy("this")
  private boolean givenUp;

  /**
   * @param answered told whenever the cloud has answered
   */
  Errand(Object what, Work work, LongSupplier ticker, Runnable answered) {
    this.what = what;
    this.work = work;
    this.ticker = ticker;
    this.answered = answered;
    this.progress = ticker.getAsLong();
  }

  Object what() {
    return what;
  }

  /** True for the first who asks: it is done by one thread, unless it was given up before. */
  boolean begin() {
    if (!begun.compareAndSet(false, true)) {
      // Who comes later brings nothing on: a request that stalls would look as if it did not.
      return false;
    }
    progress();
    return end.getCount() > 0;
  }

  void run() throws FsException, CloudException {
    work.run(this);
  }

  /**
   * Sends a request, which ends early when this is given up. No two at a time, on whichever thread.
   */
  <T> T ask(Request<T> request) throws FsException, CloudException {
    beginAsking();
    try {
      T answer = Lane.call(() -> waiting.get() > 0, request::send);
      answered.run();
      return answer;
    } catch (FsException | CloudException e) {
      throw e;
    } catch (IOException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, what + ": " + e.getMessage(), e);
    } finally {
      endAsking();
    }
  }

  private synchronized void beginAsking() throws CloudException {
    if (givenUp) {
      throw new CloudException(CloudFailure.CANCELLED, what + " was given up");
    }
    asking = Thread.currentThread();
  }

  private synchronized void endAsking() {
    asking = null;
    // What comes next on this thread was not meant.
    Thread.interrupted();
  }

  /** Something came. */
  void progress() {
    progress = ticker.getAsLong();
  }

  /** Whether nothing came for so long. */
  boolean isStalled(long nanos) {
    return ticker.getAsLong() - progress > nanos;
  }

  /** It came to its end; null as it should. */
  void ended(@Nullable IOException reason) {
    synchronized (this) {
      if (givenUp) {
        return;
      }
      failure = reason;
    }
    end.countDown();
  }

  /** Nobody waits for it any longer. */
  synchronized void giveUp(FsException reason) {
    if (end.getCount() > 0) {
      givenUp = true;
      failure = reason;
      if (asking != null) {
        asking.interrupt();
      }
      end.countDown();
    }
  }

  void arrive() {
    waiting.incrementAndGet();
  }

  void leave() {
    waiting.decrementAndGet();
  }

  /** Waits for the end; false if it does not come in this time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return end.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Why it failed, once it has ended. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public String toString() {
    return what.toString();
  }
}
