package dev.stratus.sync.control;

import java.util.List;

/**
 * Which bundles take part in the sync.
 *
 * @param cloud whether the cloud is switched on
 * @param off bundles that are switched off for themselves
 * @param stopped bundles whose sync somebody stopped
 */
public record CloudState(boolean cloud, List<String> off, List<String> stopped) {

  public CloudState {
    off = List.copyOf(off);
    stopped = List.copyOf(stopped);
  }

  /** The same without names. */
  CloudState withoutNames() {
    return new CloudState(cloud, List.of(), List.of());
  }
}
