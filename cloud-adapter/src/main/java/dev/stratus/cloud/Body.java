package dev.stratus.cloud;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes to be sent. May be opened more than once (a request that is tried again reads it anew), on
 * any thread; every stream yields exactly {@link #size()} bytes or fails. One that fails, or is of
 * another length, ends its request with {@link CloudFailure#CANCELLED}, its failure as the cause;
 * nothing was written then.
 */
public interface Body {

  /** How many bytes, exactly. */
  long size();

  /** Opens the bytes from the first one. The caller closes. */
  InputStream open() throws IOException;

  /**
   * The CRC32C of the bytes, as taken before they were sent; a server that checks it refuses other
   * bytes with {@link CloudFailure#CHECKSUM_MISMATCH}.
   */
  int crc32c();

  /** Bytes that are in memory. */
  static Body of(byte[] bytes) {
    return new BytesBody(bytes.clone());
  }
}
