package dev.stratus.cloud;

/** A running {@link CloudStore#watch}. */
public interface Watch extends AutoCloseable {

  /** Ends the watch; no listener call begins after this returns. */
  @Override
  void close();
}
