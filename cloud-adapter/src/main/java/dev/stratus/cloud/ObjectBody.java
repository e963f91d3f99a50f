package dev.stratus.cloud;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a ranged get as they arrive. Reading past a cut connection, a wrong length or a
 * stall fails with a {@link CloudException}; the end of the stream is only seen after exactly the
 * bytes that were asked for.
 */
public final class ObjectBody implements AutoCloseable {

  private final ObjectInfo info;
  private final ByteRange range;
  private final InputStream stream;

  /**
   * @param info of the version that the bytes belong to
   * @param stream yields exactly the bytes of {@code range} or fails
   */
  public ObjectBody(ObjectInfo info, ByteRange range, InputStream stream) {
    this.info = info;
    this.range = range;
    this.stream = stream;
  }

  public ObjectInfo info() {
    return info;
  }

  public ByteRange range() {
    return range;
  }

  public InputStream stream() {
    return stream;
  }

  /** Gives the connection back; unread bytes are not waited for. */
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
