package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon that was killed and cannot end: one of its threads waits in the kernel for a page of the
 * mount that only this daemon would have brought, and with it the kernel keeps the mount and the
 * state directory's lock. The next daemon cuts the mount off, which is all that it waits for.
 */
public final class DyingDaemon {

  private static final Logger LOG = LoggerFactory.getLogger(DyingDaemon.class);

  /** In the state directory: process, device and path of the mount, a line each. */
  private static final String NOTE = "mounted";

  /** A killed process mostly ends by itself, be it with much memory to give back. */
  private static final Duration BY_ITSELF = Duration.ofSeconds(2);

  private static final Duration ONCE_CUT_OFF = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 20;

  private final Path proc;
  private final Path connections;

  DyingDaemon(Path proc, Path connections) {
    this.proc = proc;
    this.connections = connections;
  }

  /** Over this machine's processes and FUSE connections. */
  public static DyingDaemon onThisMachine() {
    return new DyingDaemon(Path.of("/proc"), Path.of("/sys/fs/fuse/connections"));
  }

  private record Mounted(long process, String device, Path mountPoint) {

    /** Minor number of the device, by which the kernel names the connection. */
    String connection() {
      return device.substring(device.indexOf(':') + 1);
    }
  }

  /** Notes what this process has mounted, for a daemon after its death. */
  public void note(Path stateDirectory, Path mountPoint) throws IOException {
    Optional<MountTable.Entry> mount = MountTable.at(mountPoint);
    if (mount.isPresent()) {
      String process = Long.toString(ProcessHandle.current().pid());
      Files.write(
          stateDirectory.resolve(NOTE),
          List.of(process, mount.get().device(), mountPoint.toString()));
    }
  }

  /**
   * Lets the former daemon of a state directory end, if it was killed and cannot; a living one
   * stays.
   */
  public void release(Path stateDirectory) throws IOException, InterruptedException {
    Optional<Mounted> former = read(stateDirectory.resolve(NOTE));
    if (former.isEmpty() || isWithin(BY_ITSELF, () -> !isDying(former.get()))) {
      return;
    }
    LOG.info("Process {} was killed and cannot end: its mount is cut off", former.get().process());
    cutOff(former.get());
    if (!isWithin(ONCE_CUT_OFF, () -> !isDying(former.get()))) {
      throw new MountException(
          "the former daemon (process "
              + former.get().process()
              + ") was killed and does not end; try: sudo umount -f "
              + former.get().mountPoint());
    }
  }

  private static Optional<Mounted> read(Path note) throws IOException {
    try {
      List<String> lines = Files.readAllLines(note);
      return lines.size() < 3
          ? Optional.empty()
          : Optional.of(
              new Mounted(Long.parseLong(lines.get(0)), lines.get(1), Path.of(lines.get(2))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      LOG.warn("What was mounted last is not told: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Its first thread has ended, and not the others. */
  private boolean isDying(Mounted daemon) {
    Path process = proc.resolve(Long.toString(daemon.process()));
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return state(Files.readString(process.resolve("stat"))) == 'Z' && threads.count() > 1;
    } catch (IOException e) {
      LOG.debug("Process {} is gone: {}", daemon.process(), e.toString());
      return false;
    }
  }

  /** The letter after the name, which stands in brackets and may contain some. */
  private static char state(String stat) {
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private void cutOff(Mounted daemon) throws IOException, InterruptedException {
    Path abort = connections.resolve(daemon.connection()).resolve("abort");
    if (Files.isWritable(abort)) {
      Files.writeString(abort, "1");
      return;
    }
    Optional<MountTable.Entry> mount = MountTable.at(daemon.mountPoint());
    if (mount.isPresent() && mount.get().device().equals(daemon.device())) {
      // The file system of connections is not mounted, or not for this user: root can do without.
      Command.run(ONCE_CUT_OFF, List.of("umount", "-f", daemon.mountPoint().toString()));
    }
  }

  private static boolean isWithin(Duration time, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return true;
  }
}
