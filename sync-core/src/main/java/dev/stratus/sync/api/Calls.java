package dev.stratus.sync.api;

import dev.stratus.sync.control.Request;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs calls behind the caller's back, each on a thread of its own. */
final class Calls {

  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  /** Something that may fail. */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {
    T run() throws CloudSyncException;
  }

  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "stratus-api");
        thread.setDaemon(true);
        thread.start();
      };

  private Calls() {}

  static void run(Runnable task) {
    THREADS.execute(task);
  }

  /** Asks a mount's daemon something short. */
  static <R> R ask(MountLink link, Request<R> request) throws CloudSyncException {
    try {
      return link.ask(request, progress -> {});
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  /** Runs a member on the caller's own thread. */
  static <T extends @Nullable Object> T now(Member member, Call<T> call) throws CloudSyncException {
    try {
      return call.run();
    } catch (CloudSyncException e) {
      throw e.as(member);
    }
  }

  /** A future that fails with a {@link CloudSyncException}. */
  static <T extends @Nullable Object> CompletableFuture<T> future(Member member, Call<T> call) {
    CompletableFuture<T> future = new CompletableFuture<>();
    run(
        () -> {
          try {
            future.complete(now(member, call));
          } catch (CloudSyncException | RuntimeException e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /** The form with a callback. */
  static <T extends @Nullable Object> void tell(
      Member member, Call<T> call, AsyncCallback<T> callback) {
    run(
        () -> {
          try {
            T data = now(member, call);
            harmless(() -> callback.call(null, data));
          } catch (CloudSyncException e) {
            harmless(() -> callback.call(e, null));
          }
        });
  }

  /** What a program's callback throws is that program's, and must not end ours. */
  static void harmless(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      log.warn("A callback of the program failed", e);
    }
  }
}
