package dev.stratus.cloud;

/** What a watched bucket says of itself. Events may be late, doubled or out of order. */
public sealed interface CloudEvent {

  /** An object was written, or its metadata replaced. */
  record Written(ObjectKey key, ETag etag, long size) implements CloudEvent {}

  /** An object was deleted. */
  record Deleted(ObjectKey key) implements CloudEvent {}

  /** The stream broke and was opened again: events may have been missed. */
  record Interrupted(CloudException reason) implements CloudEvent {}
}
