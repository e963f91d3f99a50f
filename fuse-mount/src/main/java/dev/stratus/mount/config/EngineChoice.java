package dev.stratus.mount.config;

/** Which engine the user wants. */
public enum EngineChoice {
  /** The best that works here. */
  AUTO,
  /** libfuse 2 through jnr-fuse. */
  JNR
}
