package dev.stratus.mount.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again how much of the disk a directory takes; holes take nothing. */
final class UsedSpace implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;

  private final Path directory;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "used-space");
  private volatile long most;

  UsedSpace(Path directory) {
    this.directory = directory;
    thread.start();
  }

  /** The most that was seen, in bytes. */
  long mostBytes() {
    return most;
  }

  private void watch() {
    try {
      do {
        most = Math.max(most, bytesNow());
      } while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException e) {
      most = Long.MAX_VALUE;
    }
  }

  /** What {@code du} says, which complains of files that go meanwhile and counts the others. */
  long bytesNow() throws IOException, InterruptedException {
    Process du =
        new ProcessBuilder("du", "-s", "--block-size=1", directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    return said.isEmpty() ? 0 : Long.parseLong(said.substring(0, said.indexOf('\t')));
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
