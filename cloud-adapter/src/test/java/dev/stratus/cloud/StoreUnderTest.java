package dev.stratus.cloud;

/** A running server and how to open stores on one bucket of it. */
public interface StoreUnderTest extends AutoCloseable {

  /** Opens another client of the bucket. The caller closes. */
  CloudStore open() throws CloudException;

  /** What this server is known to do: the capability column of every case. */
  Capabilities expected();

  /** Whether names beyond the basic plane stand where UTF-8 puts them, on every page. */
  default boolean ordersByUtf8() {
    return true;
  }

  /** Whether an upload that is gone is refused by every verb, not only when it is completed. */
  default boolean knowsUploads() {
    return true;
  }

  @Override
  void close();
}
