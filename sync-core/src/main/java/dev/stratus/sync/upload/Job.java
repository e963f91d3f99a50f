package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;

/** Something a worker does in one go. */
sealed interface Job {

  /** Brings the object of one name closer to what should be. */
  record Name(long entry) implements Job {}

  /** Deletes an object that nobody wants. */
  record Delete(ObjectKey key) implements Job {}

  /** Looks which objects nobody wants. */
  record Sweep() implements Job {}

  /** Looks which multipart uploads nobody will complete. */
  record Leftovers() implements Job {}

  /** Tries again at once what failed: the cloud is another than it was. */
  record Retry() implements Job {}
}
