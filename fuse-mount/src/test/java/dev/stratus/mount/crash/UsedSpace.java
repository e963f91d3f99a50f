package dev.stratus.mount.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks again and again how much of the disk the files below a directory take; holes take nothing,
 * and directories do not count.
 */
final class UsedSpace implements AutoCloseable {

  private static final long LOOK_MILLIS = 100;

  /** {@code find} tells in these how much a file takes. */
  private static final long UNIT = 512;

  private final Path directory;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "used-space");
  private volatile long most;
  private volatile String moment = "never";
  private volatile String phase = "the beginning";
  private volatile long since = System.nanoTime();

  UsedSpace(Path directory) {
    this.directory = directory;
    thread.start();
  }

  /** What happens from now on, for whoever reads when the most was seen. */
  void now(String happens) {
    phase = happens;
    since = System.nanoTime();
  }

  /** The most that was seen, in bytes. */
  long mostBytes() {
    return most;
  }

  /** When it was seen, for a human. */
  String moment() {
    return moment;
  }

  private void watch() {
    try {
      do {
        look(bytesNow());
      } while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException e) {
      most = Long.MAX_VALUE;
    }
  }

  private void look(long bytes) {
    if (bytes > most) {
      most = bytes;
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
      moment = bytes + " bytes, " + millis + " ms after " + phase;
    }
  }

  private long bytesNow() throws IOException, InterruptedException {
    return files().stream()
            .mapToLong(file -> Long.parseLong(file.substring(0, file.indexOf(' '))))
            .sum()
        * UNIT;
  }

  /** Whatever takes something now, as {@code UNITS PATH}. */
  List<String> files() throws IOException, InterruptedException {
    Process find =
        new ProcessBuilder("find", directory.toString(), "-type", "f", "-printf", "%b %p\n")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    find.waitFor();
    return said.lines().filter(line -> !line.startsWith("0 ")).toList();
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
