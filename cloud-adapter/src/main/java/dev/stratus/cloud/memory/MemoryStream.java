package dev.stratus.cloud.memory;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The body of a get, with its fault. */
final class MemoryStream extends InputStream {

  private final byte[] bytes;
  private final ByteRange range;
  private final Faults.@Nullable Hit hit;
  private final MemoryStore store;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private long position;

  MemoryStream(byte[] bytes, ByteRange range, Faults.@Nullable Hit hit, MemoryStore store) {
    this.bytes = bytes;
    this.range = range;
    this.hit = hit;
    this.store = store;
    this.position = range.start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    store.waits().check("reading a body");
    if (closed.isDone()) {
      throw new CloudException(CloudFailure.CANCELLED, "the body is closed");
    }
    if (position == range.end()) {
      return -1;
    }
    int n = (int) allowed(length);
    System.arraycopy(bytes, (int) position, target, offset, n);
    position += n;
    store.counts().down(n);
    return n;
  }

  /** How many of so many bytes may be given before the fault strikes or the range ends. */
  private long allowed(int length) throws CloudException {
    long left = Math.min(length, range.end() - position);
    long done = position - range.start();
    if (hit != null && hit.fault() instanceof Fault.CutAfter cut) {
      if (done >= cut.bytes()) {
        throw new CloudException(
            CloudFailure.BROKEN_ANSWER, "the body ended after " + done + " of " + range);
      }
      return Math.min(left, cut.bytes() - done);
    }
    if (hit != null && hit.fault() instanceof Fault.HangAfter stall) {
      if (done < stall.bytes()) {
        return Math.min(left, stall.bytes() - done);
      }
      awaitRelease(hit.injection());
    }
    if (hit != null && hit.fault() instanceof Fault.Through narrow) {
      return narrow.line().pass(left);
    }
    return left;
  }

  private void awaitRelease(Injection injection) throws CloudException {
    store.waits().until(CompletableFuture.anyOf(injection.released(), closed), "reading a body");
    if (closed.isDone()) {
      throw new CloudException(CloudFailure.CANCELLED, "the body was closed");
    }
  }

  @Override
  public void close() {
    closed.complete(null);
  }
}
