package dev.stratus.cloud.guard;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.ProxyInputStream;

/** Tells of each piece of bytes that was read, and once of the close. */
final class WatchedStream extends ProxyInputStream {

  private final Watcher watcher;
  private final Runnable closed;

  /** Hears of bytes, and may slow them down. */
  interface Watcher {
    void passed(int bytes) throws IOException;
  }

  WatchedStream(InputStream in, Watcher watcher, Runnable closed) {
    super(in);
    this.watcher = watcher;
    this.closed = closed;
  }

  @Override
  protected void afterRead(int n) throws IOException {
    if (n > 0) {
      watcher.passed(n);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      closed.run();
    }
  }
}
