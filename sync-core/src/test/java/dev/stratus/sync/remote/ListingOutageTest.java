package dev.stratus.sync.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.upload.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that ask what only the cloud knows, while it does not answer. By their clock time passes
 * only while they are to wait in vain, so a slow machine is no silent cloud.
 */
@Timeout(60)
final class ListingOutageTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(100);

  /** More than the threads that look ahead. */
  private static final int FILES = 50;

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store =
      new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
  private final AtomicLong time = new AtomicLong();
  private @Nullable Rig mounted;

  @AfterEach
  void stop() throws Exception {
    store.faults().clear();
    if (mounted != null) {
      mounted.close();
    }
  }

  private Rig rig() {
    return requireNonNull(mounted);
  }

  private void mount(MemoryStore over) throws Exception {
    mounted = Rig.startedWith(directory, over, time::get);
  }

  private void write(String key) {
    bucket.write(key, new byte[] {'x'}, Map.of());
  }

  /** A mount that knows its root only: the listing of everything does not come to its end. */
  private void mountWithDirectories(String... names) throws Exception {
    for (String name : names) {
      write(name + "/file");
    }
    Injection whole = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    mount(store);
    await().atMost(BOUND).until(() -> whole.hits() == 1);
    rig().remote().requireListed(rig().inode(""));
  }

  private void list(String path) throws FsException {
    rig().remote().requireListed(rig().inode(path));
  }

  private static CompletableFuture<@Nullable FsException> begin(ThrowingCallable call) {
    return CompletableFuture.supplyAsync(() -> catchThrowableOfType(FsException.class, call));
  }

  private static void assertFails(
      FsFailure failure, CompletableFuture<@Nullable FsException> waiting) {
    assertThat(waiting)
        .succeedsWithin(BOUND)
        .satisfies(
            thrown ->
                assertThat(thrown).isNotNull().extracting(FsException::failure).isEqualTo(failure));
  }

  /** Lets time pass, once the cloud was asked, until the program is told that nothing comes. */
  private void assertUnreachable(Injection silent, ThrowingCallable call) {
    int before = silent.hits();
    CompletableFuture<@Nullable FsException> waiting = begin(call);
    await().atMost(BOUND).until(() -> silent.hits() > before);
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              time.addAndGet(STEP.toNanos());
              return waiting.isDone();
            });
    assertFails(FsFailure.NETWORK_UNREACHABLE, waiting);
  }

  @Test
  void afterOneWaitedInVainTheNextAreToldSoonAndTheEndOfTheOutageIsSeenAtOnce() throws Exception {
    mountWithDirectories("first", "second", "third");
    Injection silent = store.faults().on(Verb.LIST).inject(Fault.hang());

    assertUnreachable(silent, () -> list("first"));
    assertUnreachable(silent, () -> list("second"));
    assertThat(rig().silences()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));

    silent.close();
    list("second");
    list("first");
    assertThat(rig().names("first")).containsExactly("file");
  }

  @Test
  void whatWasAskedDuringTheOutageIsAskedAgain() throws Exception {
    mountWithDirectories("d");
    Injection silent = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    assertUnreachable(silent, () -> list("d"));
    assertThat(rig().silences()).containsExactly(Duration.ofSeconds(2));

    list("d");

    assertThat(rig().names("d")).containsExactly("file");
  }

  @Test
  void aProgramThatIsInterruptedLetsGoAtOnce() throws Exception {
    mountWithDirectories("d");
    Injection silent = store.faults().on(Verb.LIST).inject(Fault.hang());
    CompletableFuture<@Nullable FsException> waiting = begin(() -> list("d"));
    await().atMost(BOUND).until(() -> silent.hits() == 1);
    rig().interrupt();
    assertFails(FsFailure.INTERRUPTED, waiting);
  }

  @Test
  void looksAheadThatAreNeverAnsweredHoldNobodyUp() throws Exception {
    Capabilities bare =
        new Capabilities(
            true, true, true, true, false, true, false, true, false, false, false, false);
    MemoryStore heads = new MemoryStore(bucket, bare);
    for (int i = 0; i < FILES; i++) {
      write("f" + i);
    }
    mount(heads);
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    int workers = RemoteSettings.defaults().workers();
    Injection silent = heads.faults().on(Verb.STAT).times(workers + 1).inject(Fault.hang());
    CompletableFuture<@Nullable FsException> waiting =
        begin(() -> rig().remote().requireAttributes(rig().inode("f3")));
    await().atMost(BOUND).until(() -> silent.hits() == workers + 1);
    // Longer than anybody waits.
    time.addAndGet(Duration.ofSeconds(3).toNanos());
    assertFails(FsFailure.NETWORK_UNREACHABLE, waiting);

    CompletableFuture<@Nullable FsException> others =
        begin(
            () -> {
              for (int i = 0; i < FILES; i++) {
                rig().remote().requireAttributes(rig().inode("f" + i));
              }
            });
    // Slowly: whoever waits for a slow machine is not to wait in vain.
    await()
        .atMost(BOUND)
        .pollInterval(STEP.multipliedBy(4))
        .until(
            () -> {
              time.addAndGet(STEP.toNanos());
              return others.isDone();
            });
    assertThat(others).isCompletedWithValue(null);
  }

  @Test
  void aMountThatBeganInAnOutageTellsSoonAndSeesItsEnd() throws Exception {
    mountWithDirectories("d");
    rig().close();
    MemoryStore later = new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
    Injection away =
        later.faults().on(Verb.STAT, Verb.LIST).inject(Fault.fail(CloudFailure.UNREACHABLE));
    mount(later);
    assertFails(FsFailure.NETWORK_UNREACHABLE, begin(() -> list("d")));

    away.close();

    list("d");
    assertThat(rig().names("d")).containsExactly("file");
  }
}
