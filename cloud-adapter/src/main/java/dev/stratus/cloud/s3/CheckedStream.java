package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import okhttp3.Call;
import okhttp3.Response;

/** The bytes of one range as they arrive; all of them, or a failure. */
final class CheckedStream extends InputStream {

  /** What is cheaper to read to its end than a new connection is to open. */
  private static final long WORTH_DRAINING = 64 << 10;

  private final Call call;
  private final Response response;
  private final InputStream in;
  private final S3Failures failures;
  private final Ask ask;
  private final Set<CheckedStream> open;
  private long left;

  /**
   * @param open where streams are known until they are closed
   */
  CheckedStream(Call call, Response response, long length, Asking asking, Set<CheckedStream> open) {
    this.call = call;
    this.response = response;
    this.in = response.body().byteStream();
    this.failures = asking.failures();
    this.ask = asking.ask();
    this.left = length;
    this.open = open;
    open.add(this);
  }

  /** What is asked, and who explains why it failed. */
  record Asking(Ask ask, S3Failures failures) {}

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    failures.check(ask);
    if (left == 0) {
      return -1;
    }
    int n;
    try {
      n = in.read(target, offset, (int) Math.min(length, left));
    } catch (IOException e) {
      if (call.isCanceled()) {
        throw new CloudException(CloudFailure.CANCELLED, ask + ": the body was closed", e);
      }
      throw failures.of(e, ask);
    }
    if (n < 0) {
      throw S3Failures.broken(ask, "the body ended " + left + " bytes too early");
    }
    left -= n;
    return n;
  }

  /** Ends a read that another thread is in. */
  void cancel() {
    call.cancel();
  }

  @Override
  public void close() {
    open.remove(this);
    if (left > WORTH_DRAINING) {
      call.cancel();
    }
    response.close();
  }
}
