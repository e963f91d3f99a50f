package dev.stratus.cloud;

import java.util.Map;

/** What a watched bucket says of itself. Events may be late, doubled or out of order. */
public sealed interface CloudEvent {

  /**
   * An object was written, or its metadata replaced.
   *
   * @param metadata the user's, as far as the event tells them
   */
  record Written(ObjectKey key, ETag etag, long size, Map<String, String> metadata)
      implements CloudEvent {

    public Written {
      metadata = Map.copyOf(metadata);
    }
  }

  /** An object was deleted. */
  record Deleted(ObjectKey key) implements CloudEvent {}

  /** The stream broke, and nothing is told before it is {@link Interrupted opened again}. */
  record Lost(CloudException reason) implements CloudEvent {}

  /** The stream had broken and is open again: events may have been missed. */
  record Interrupted(CloudException reason) implements CloudEvent {}
}
