package dev.stratus.cloud.guard;

import dev.stratus.cloud.Body;
import java.io.IOException;
import java.io.InputStream;

/** A body whose bytes are watched each time they are sent. */
record WatchedBody(Body body, WatchedStream.Watcher watcher) implements Body {

  @Override
  public long size() {
    return body.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new WatchedStream(body.open(), watcher, () -> {});
  }

  @Override
  public int crc32c() {
    return body.crc32c();
  }
}
