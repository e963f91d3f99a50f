package dev.stratus.mount;

import dev.stratus.cloud.guard.GuardSettings;
import dev.stratus.cloud.guard.GuardedStore;
import dev.stratus.cloud.practice.PracticeCloud;
import dev.stratus.mount.daemon.WarmUpThreads;
import dev.stratus.mount.engine.jnr.Holes;
import dev.stratus.sync.core.CoreParts;
import dev.stratus.sync.core.CoreSettings;
import dev.stratus.sync.core.SyncCore;
import dev.stratus.sync.remote.DefaultAttributes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon practises while it starts: another core, on a bucket of this process, writes files and
 * reads them again. Java runs code slowly until it ran a few hundred times, and the first thousand
 * files of a mount would pay for that: half as much processor time again.
 *
 * <p>Only its end is logged: what its core has to say concerns no file of a user's ({@link
 * WarmUpThreads}).
 */
final class WarmUp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** As often as the compiler wants to see a method, a round being some sixty files. */
  private static final int ROUNDS = 4;

  /** It must not go on for ever on a machine that has no time. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** So long it may go on beside the first programs. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Who moves so many bytes in that time works on large files, which need the processors and hardly
   * what is practised.
   */
  private static final long LARGE_WORK = 16L << 20;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final DefaultAttributes ATTRIBUTES = new DefaultAttributes(0, 0, 0644, 0755);

  private final Path directory;
  private final Thread thread = new Thread(this::run, "warm-up");
  private final FutureTask<@Nullable Void> practice = new FutureTask<>(this::practise);
  private final Thread practising = new Thread(WarmUpThreads.GROUP, practice, "practice");
  private volatile boolean ended;
  private volatile boolean complete;
  private volatile LongSupplier moved = () -> 0;

  /** When it ends at the latest, by {@link System#nanoTime}. */
  private final AtomicLong lastMoment = new AtomicLong(System.nanoTime() + LONGEST_NANOS);

  private WarmUp(Path directory) {
    this.directory = directory;
    thread.setDaemon(true);
    practising.setDaemon(true);
  }

  /**
   * Begins, behind the caller's back.
   *
   * @param stateDirectory in which it has its own directory, which is gone afterwards
   */
  static WarmUp begin(Path stateDirectory) {
    WarmUp warmUp = new WarmUp(stateDirectory.resolve("warm-up"));
    warmUp.thread.start();
    return warmUp;
  }

  private void run() {
    long begun = System.nanoTime();
    try {
      // A killed daemon's may still be there.
      FileUtils.deleteDirectory(directory.toFile());
      Files.createDirectories(directory);
      practising.start();
      practice.get();
      LOG.debug("Warm after {} ms", (System.nanoTime() - begun) / NANOS_PER_MILLI);
    } catch (ExecutionException | IOException e) {
      // A mount that is slow at first is as good as any other.
      LOG.info("The warm-up ended early: {}", ended ? "the mount ends" : e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      FileUtils.deleteQuietly(directory.toFile());
    }
  }

  private @Nullable Void practise() throws IOException, InterruptedException {
    try (PracticeCloud cloud = PracticeCloud.open();
        SyncCore core = SyncCore.open(parts(cloud), CoreSettings.usual("warm-up", ATTRIBUTES))) {
      Practice files = new Practice(core, this::isEnough);
      int round = 0;
      while (round < ROUNDS && files.round(round)) {
        round++;
      }
      complete = round == ROUNDS;
      return null;
    }
  }

  private CoreParts parts(PracticeCloud cloud) {
    return new CoreParts(
        directory.resolve("index.db"),
        directory.resolve("content"),
        "warm-up",
        GuardedStore.of(cloud.store(), GuardSettings.DEFAULT, new SimpleMeterRegistry()),
        null,
        () -> {},
        () -> ended,
        directory.resolve("sock"),
        Holes::punch,
        Set::of);
  }

  private boolean isEnough() {
    return ended || System.nanoTime() - lastMoment.get() > 0 || moved.getAsLong() > LARGE_WORK;
  }

  /**
   * The mount answers: programs may want the processors soon.
   *
   * @param bytesMoved how many bytes they moved so far
   */
  void endSoon(LongSupplier bytesMoved) {
    moved = bytesMoved;
    lastMoment.set(System.nanoTime() + REST_NANOS);
  }

  /** Waits until it is over; tells whether it is. */
  boolean await(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    return !thread.isAlive();
  }

  /** Whether it did all that it wanted to. */
  boolean isComplete() {
    return complete;
  }

  /** Ends it, and waits until its directory is gone. */
  @Override
  public void close() {
    ended = true;
    practising.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
