package dev.stratus.mount.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.s3.MinioServer;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket on a real MinIO server, and its mount, whose daemon the test can kill. What is done in
 * the mount is done by other processes.
 */
public final class MinioMount {

  /** The bucket's name. */
  public static final String BUCKET = "photos";

  /** The mount point's name, in the directory that commands run in. */
  public static final String NAME = "mnt";

  private static final Duration SOON = Duration.ofSeconds(60);

  /** How often it is looked, a second apart, whether a killed daemon has ended. */
  private static final int MOST_LOOKS = 10;

  private final Path temp;
  private final MinioServer minio;
  private final StratusProcess stratus;
  private final Path mountPoint;
  private URI endpoint;
  private @Nullable Process daemon;
  private int lives;

  /**
   * Starts the server and makes the bucket; nothing is mounted yet.
   *
   * @param temp a directory of the test's own
   */
  public MinioMount(Path temp) throws IOException {
    this.temp = temp.toRealPath();
    this.minio = MinioServer.start();
    this.endpoint = minio.endpoint();
    this.stratus = new StratusProcess(this.temp);
    this.mountPoint = Files.createDirectory(this.temp.resolve(NAME));
    stratus.giveKeys(minio.credentials());
    try (S3Store store = store()) {
      store.bucket().create();
    }
  }

  /** Another client of the bucket. */
  public S3Store store() throws IOException {
    return new S3Store(minio.settings(BUCKET), Capabilities.none());
  }

  /** Where the server listens. */
  URI server() {
    return minio.endpoint();
  }

  public Path point() {
    return mountPoint;
  }

  /** Puts something between the next mount and the server. */
  public void reachBy(Function<URI, URI> network) {
    endpoint = network.apply(minio.endpoint());
  }

  /** Begins a life of the daemon; returns what it prints. */
  public Path start(String... options) throws IOException {
    Path out = temp.resolve("out" + lives);
    Path err = temp.resolve("err" + lives++);
    Stream<String> words =
        Stream.of("mount", BUCKET, NAME, "--foreground", "--endpoint", endpoint.toString());
    String[] all = Stream.concat(words, Arrays.stream(options)).toArray(String[]::new);
    daemon = stratus.start(out, err, all);
    return out;
  }

  /** Begins a life of the daemon, and waits until the mount answers. */
  public void mount(String... options) throws IOException {
    Path out = start(options);
    await("mounted, see " + out)
        .atMost(SOON)
        .until(() -> Files.readString(out).startsWith("Mounted"));
  }

  public Process daemon() {
    return requireNonNull(daemon, "nothing is mounted");
  }

  /**
   * Ends the daemon with SIGKILL.
   *
   * @return false if the kernel keeps it, until the next mount
   */
  public boolean kill() throws InterruptedException {
    Process killed = daemon().destroyForcibly();
    for (int look = 0; look < MOST_LOOKS && !isKept(); look++) {
      if (killed.waitFor(1, TimeUnit.SECONDS)) {
        return true;
      }
    }
    return killed.waitFor(1, TimeUnit.SECONDS);
  }

  /** Its first thread is dead, and nothing can wake the others. */
  private boolean isKept() {
    List<String> threads = daemonThreads();
    return threads.size() > 1
        && threads.get(0).equals("Z")
        && threads.stream().skip(1).allMatch("D"::equals);
  }

  /**
   * What the kernel says of the daemon's threads, the first one before the others: R, S, D where
   * nothing can wake it, Z if it is dead and the others are not.
   */
  public List<String> daemonThreads() {
    Path threads = Path.of("/proc", Long.toString(daemon().pid()), "task");
    try (Stream<Path> all = Files.list(threads)) {
      return all.sorted(Comparator.comparingLong(MinioMount::number))
          .map(MinioMount::threadState)
          .filter(state -> !state.isEmpty())
          .toList();
    } catch (IOException e) {
      // The process is gone.
      return List.of();
    }
  }

  private static long number(Path thread) {
    return Long.parseLong(thread.getFileName().toString());
  }

  private static String threadState(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      int name = stat.lastIndexOf(')');
      return stat.substring(name + 2, name + 3);
    } catch (IOException e) {
      // It ended meanwhile.
      return "";
    }
  }

  /** Lets the daemon go on for a while, during which it must not end by itself. */
  public void pause(long millis) throws InterruptedException {
    assertThat(daemon().waitFor(millis, TimeUnit.MILLISECONDS))
        .as("the daemon has ended by itself")
        .isFalse();
  }

  public void unmount() throws Exception {
    StratusProcess.Outcome outcome = stratus.run("unmount", NAME);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  /** Runs {@code stratus} to its end. */
  public StratusProcess.Outcome run(String... words) throws IOException, InterruptedException {
    return stratus.run(words);
  }

  /** Runs {@code stratus}, which has to succeed; returns what it prints. */
  public String tell(String... words) throws IOException, InterruptedException {
    StratusProcess.Outcome outcome = stratus.run(words);
    assertThat(outcome.exitCode()).as("%s: %s", String.join(" ", words), outcome.err()).isZero();
    return outcome.out();
  }

  /** Starts {@code stratus}; the caller ends it. */
  public Process begin(String name, String... words) throws IOException {
    return stratus.start(temp.resolve(name + ".out"), temp.resolve(name + ".err"), words);
  }

  /** Waits until all is in the cloud. */
  public void synced() throws Exception {
    tell("wait", NAME, "--timeout", "1m");
  }

  /** Runs a script in the mount, which has to succeed; returns what it prints. */
  public String shell(String script) throws Exception {
    Process process = program(script);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script).isTrue();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", script, said).isZero();
    return said;
  }

  /** Starts a script in the mount; the caller ends it. */
  public Process program(String script) throws IOException {
    return new ProcessBuilder("sh", "-ec", "cd \"$0\"; " + script, mountPoint.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Runs a Java program on the mount, in a process of its own; returns the lines it prints. */
  public List<String> java(Class<?> program) throws Exception {
    Path out = temp.resolve(program.getSimpleName() + ".out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                mountPoint.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }

  /** Ends the daemon, and takes away what is mounted and the server. */
  public void close() throws Exception {
    if (daemon != null && !kill()) {
      new ProcessBuilder("umount", "-f", mountPoint.toString()).start().waitFor();
    }
    if (MountTable.read().at(mountPoint).isPresent()) {
      new ProcessBuilder("fusermount", "-u", "-z", mountPoint.toString()).start().waitFor();
    }
    minio.close();
  }
}
