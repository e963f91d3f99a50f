package dev.stratus.cloud;

/** What must hold of the object under a key for a request to be done. */
public sealed interface Precondition {

  /** Nothing: whatever is there is replaced. */
  record None() implements Precondition {}

  /** No object is there ({@code If-None-Match: *}). */
  record Absent() implements Precondition {}

  /** Exactly this version is there ({@code If-Match}). */
  record Matches(ETag etag) implements Precondition {}

  static Precondition none() {
    return new None();
  }

  static Precondition absent() {
    return new Absent();
  }

  static Precondition matches(ETag etag) {
    return new Matches(etag);
  }
}
