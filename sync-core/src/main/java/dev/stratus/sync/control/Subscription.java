package dev.stratus.sync.control;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer goes on: once its result said that it was heard, an event comes whenever
 * there is one, until {@link UnwatchRequest} or the end of the connection.
 *
 * @param <E> what an event is: a record that becomes JSON
 */
public sealed interface Subscription<E> extends Request<Done>
    permits WatchChangesRequest, WatchSyncRequest, WatchUploadsRequest, TaskEventsRequest {

  /** The class of the events. */
  Class<E> eventType();

  /**
   * Begins.
   *
   * @param events takes each event, in order and from any thread; it never waits, and what it is
   *     given must not change any more
   * @return ends it; afterwards no event comes
   * @throws IOException if there is nothing to subscribe to, with a sentence for the user
   */
  Runnable begin(ControlledMount mount, Consumer<? super E> events) throws IOException;

  /** What somebody may know who is neither the owner nor root. */
  @FunctionalInterface
  interface Known {
    /**
     * Whether something lies, or lay, at a path below the mount's root; the cloud may have to be
     * asked.
     */
    boolean mayKnow(String path) throws IOException;
  }

  /**
   * An event as others may hear it: without names that they may not know. Unlike whoever has the
   * event, it may wait.
   *
   * @return null for nothing
   */
  default @Nullable E forOthers(E event, ControlledMount mount, Known known) throws IOException {
    return event;
  }

  @Override
  default Class<Done> resultType() {
    return Done.class;
  }

  /** For whoever asks for a single answer. */
  @Override
  default Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    throw new ControlException(
        ControlFailure.INVALID, "This is answered by events, which nobody would hear here.");
  }
}
