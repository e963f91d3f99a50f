package dev.stratus.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * Hears what came of a call: cloudSync's AsyncCallback.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface AsyncCallback<T extends @Nullable Object> {

  /**
   * Called once, from a thread that holds no lock.
   *
   * @param error why it failed, or null
   * @param data the result, or null when it failed
   */
  void call(@Nullable CloudSyncException error, @Nullable T data);
}
