package dev.stratus.cloud.memory;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The waits of one store; its close ends them all. */
final class Waits {

  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  void close() {
    closed.complete(null);
  }

  boolean isClosed() {
    return closed.isDone();
  }

  /** Fails if the store is closed or the caller is interrupted, which stays set. */
  void check(String what) throws CloudException {
    if (isClosed()) {
      throw new CloudException(CloudFailure.CANCELLED, what + ": the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CloudException(CloudFailure.CANCELLED, what + ": interrupted");
    }
  }

  void until(CompletableFuture<?> event, String what) throws CloudException {
    await(CompletableFuture.anyOf(event, closed), Long.MAX_VALUE, what);
    check(what);
  }

  void during(Duration time, String what) throws CloudException {
    await(closed, time.toNanos(), what);
    check(what);
  }

  private static void await(CompletableFuture<?> event, long nanos, String what)
      throws CloudException {
    try {
      event.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException elapsed) {
      // The time that was asked for is over; that is all that was waited for.
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("these events never fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.CANCELLED, what + ": interrupted", e);
    }
  }
}
