package dev.stratus.cloud;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Whether somebody waits for what a thread asks of a store: its requests and their bytes then
 * overtake others where connections or bytes per second are limited.
 */
public final class Lane {

  /** Requests, and the reading of their answers. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  /** A request that has an answer. */
  @FunctionalInterface
  public interface Call<T> {
    T send() throws IOException;
  }

  private static final ThreadLocal<BooleanSupplier> CURRENT =
      ThreadLocal.withInitial(() -> () -> false);

  private Lane() {}

  /**
   * Does work on this thread.
   *
   * @param urgent asked again and again: somebody may begin to wait meanwhile
   */
  public static void run(BooleanSupplier urgent, Work work) throws IOException {
    BooleanSupplier before = CURRENT.get();
    CURRENT.set(urgent);
    try {
      work.run();
    } finally {
      CURRENT.set(before);
    }
  }

  /** The same for one request. */
  public static <T> T call(BooleanSupplier urgent, Call<T> request) throws IOException {
    BooleanSupplier before = CURRENT.get();
    CURRENT.set(urgent);
    try {
      return request.send();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Whether somebody waits for what this thread does. */
  public static boolean isUrgent() {
    return CURRENT.get().getAsBoolean();
  }
}
