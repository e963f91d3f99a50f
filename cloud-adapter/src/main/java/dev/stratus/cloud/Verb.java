package dev.stratus.cloud;

/**
 * A kind of request, one per method of {@link CloudStore}: what is counted, limited and faulted.
 */
public enum Verb {
  STAT(false),
  LIST(false),
  GET(false),
  PUT(true),
  CREATE_MULTIPART(true),
  PUT_PART(true),
  COPY_PART(true),
  COMPLETE_MULTIPART(true),
  ABORT_MULTIPART(true),
  LIST_MULTIPART(false),
  LIST_PARTS(false),
  LIST_VERSIONS(false),
  KEEP_VERSIONS(true),
  COPY(true),
  DELETE(true),
  DELETE_ALL(true),
  WATCH(false);

  private final boolean changes;

  Verb(boolean changes) {
    this.changes = changes;
  }

  /** Whether such a request changes what the bucket holds. */
  public boolean changes() {
    return changes;
  }
}
