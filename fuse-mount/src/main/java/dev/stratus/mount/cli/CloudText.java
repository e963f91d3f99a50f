package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;

/** The cloud's switches for a human. */
final class CloudText {

  private CloudText() {}

  static String of(CloudState state) {
    return "The cloud is switched " + (state.cloud() ? "on" : "OFF") + bundles(state) + ".";
  }

  private static String bundles(CloudState state) {
    return state.off().isEmpty() ? "" : ", and OFF for " + String.join(", ", state.off());
  }
}
