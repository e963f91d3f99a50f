package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.index.CloudObject;

/** Something a listing alone cannot decide: it takes a request, or the exclusive use of a file. */
sealed interface Doubt {

  /** An object that the listing does not name: gone, or the listing was late. */
  record Missing(CloudObject known, long asked) implements Doubt {}

  /** Other bytes, or a listing without metadata that may be of other attributes. */
  record Changed(CloudObject known, ObjectInfo info, long asked) implements Doubt {}

  /** A new key whose object carries the cloud id of a file that is known under another. */
  record Familiar(ObjectInfo info, long asked) implements Doubt {}
}
