package dev.stratus.sync.control;

/** Hears how far a long request is. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Tells the client.
   *
   * @throws ClientGoneException if nobody listens any more: the request should end
   */
  void report(Progress progress);
}
