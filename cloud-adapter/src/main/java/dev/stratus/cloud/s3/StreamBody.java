package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * Sends a {@link Body} as it is read, and never its last byte before it is known to be the last.
 */
final class StreamBody extends RequestBody {

  private static final int CHUNK = 64 << 10;
  private static final MediaType TYPE = MediaType.get("application/octet-stream");

  private final Body body;

  StreamBody(Body body) {
    this.body = body;
  }

  @Override
  public MediaType contentType() {
    return TYPE;
  }

  @Override
  public long contentLength() {
    return body.size();
  }

  /** OkHttp must not send it a second time. */
  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    InputStream in = open();
    try (in) {
      byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, body.size()))];
      long left = body.size();
      while (left > 0) {
        int n = read(in, chunk, (int) Math.min(chunk.length, left));
        left -= n;
        if (left == 0) {
          requireEnd(in);
        }
        sink.write(chunk, 0, n);
      }
    }
  }

  private InputStream open() throws IOException {
    try {
      return body.open();
    } catch (IOException e) {
      throw new BodyFailedException("what was to be sent cannot be opened", e);
    }
  }

  private int read(InputStream in, byte[] chunk, int most) throws IOException {
    int n;
    try {
      n = in.read(chunk, 0, most);
    } catch (IOException e) {
      throw new BodyFailedException("what was to be sent cannot be read", e);
    }
    if (n < 0) {
      throw new BodyFailedException("what was to be sent is shorter than " + body.size(), null);
    }
    return n;
  }

  private void requireEnd(InputStream in) throws IOException {
    int more;
    try {
      more = in.read();
    } catch (IOException e) {
      throw new BodyFailedException("what was to be sent cannot be read", e);
    }
    if (more >= 0) {
      throw new BodyFailedException("what was to be sent is longer than " + body.size(), null);
    }
  }
}
