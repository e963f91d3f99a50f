package dev.stratus.sync.remote;

/** Whether the bucket tells of changes by itself. */
public enum EventState {
  /** The server tells nothing, or not to us. */
  NONE,
  /** Changes are told at once. */
  LIVE,
  /** They were, but the stream broke; it is tried again. */
  LOST
}
