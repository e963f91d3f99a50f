package dev.stratus.cloud;

/** A running server and how to open stores on one bucket of it. */
public interface StoreUnderTest extends AutoCloseable {

  /** Opens another client of the bucket. The caller closes. */
  CloudStore open() throws CloudException;

  /** What this server is known to do: the capability column of every case. */
  Capabilities expected();

  @Override
  void close();
}
