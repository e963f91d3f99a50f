package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;

/** Something a listing alone cannot decide: it takes a request, or the exclusive use of a file. */
sealed interface Doubt {

  /** An object that the listing does not name: gone, or the listing was late. */
  record Missing(CloudObject known, long asked) implements Doubt {}

  /**
   * Other bytes or attributes.
   *
   * @param info without metadata where it is of a listing that may be late, or brought none
   */
  record Changed(CloudObject known, ObjectInfo info, long asked) implements Doubt {}

  /** A listing names a key of which it was certain that its object is gone. */
  record Returned(ObjectKey key, long asked) implements Doubt {}

  /** Something shows in an object's place, which may be about to go. */
  record Blocked(ObjectKey key) implements Doubt {}

  /** A new key whose object carries the cloud id of a file that is known under another. */
  record Familiar(ObjectInfo info, long asked) implements Doubt {}
}
