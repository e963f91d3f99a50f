package dev.stratus.sync.download;

import dev.stratus.sync.index.CloudObject;

/** Told when the cloud does not have an object any more as the index knows it. */
@FunctionalInterface
public interface StaleListener {

  /** Another object, or none, is under this key: look at it. Returns at once. */
  void objectIsStale(CloudObject object);
}
