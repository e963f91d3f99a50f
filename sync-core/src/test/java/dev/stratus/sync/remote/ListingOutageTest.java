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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that ask what only the cloud knows, while it does not answer. Two seconds are long. */
@Timeout(60)
final class ListingOutageTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  /** More than the threads that look ahead. */
  private static final int FILES = 50;

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private final MemoryStore store =
      new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
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

  private void write(String key) {
    bucket.write(key, new byte[] {'x'}, Map.of());
  }

  /** A mount that knows its root only: the listing of everything does not come to its end. */
  private void mountWithDirectories(String... names) throws Exception {
    for (String name : names) {
      write(name + "/file");
    }
    Injection whole = store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    mounted = Rig.startedWith(directory, store);
    await().atMost(BOUND).until(() -> whole.hits() == 1);
    rig().remote().requireListed(rig().inode(""));
  }

  private void list(String path) throws FsException {
    rig().remote().requireListed(rig().inode(path));
  }

  private static double secondsUntil(FsFailure failure, ThrowingCallable call) {
    long begin = System.nanoTime();
    FsException thrown = catchThrowableOfType(FsException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.failure()).isEqualTo(failure);
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void afterOneWaitedInVainTheNextAreToldSoonAndTheEndOfTheOutageIsSeenAtOnce() throws Exception {
    mountWithDirectories("first", "second", "third");
    Injection silent = store.faults().on(Verb.LIST).inject(Fault.hang());

    assertThat(secondsUntil(FsFailure.NETWORK_UNREACHABLE, () -> list("first")))
        .isGreaterThanOrEqualTo(2);
    assertThat(secondsUntil(FsFailure.NETWORK_UNREACHABLE, () -> list("second"))).isLessThan(1.9);
    assertThat(rig().silences()).first().isEqualTo(Duration.ofSeconds(2));

    silent.close();
    list("second");
    list("first");
    assertThat(rig().names("first")).containsExactly("file");
  }

  @Test
  void whatWasAskedDuringTheOutageIsAskedAgain() throws Exception {
    mountWithDirectories("d");
    store.faults().on(Verb.LIST).times(1).inject(Fault.hang());
    assertThat(secondsUntil(FsFailure.NETWORK_UNREACHABLE, () -> list("d")))
        .isGreaterThanOrEqualTo(2);

    list("d");

    assertThat(rig().names("d")).containsExactly("file");
  }

  @Test
  void aProgramThatIsInterruptedLetsGoAtOnce() throws Exception {
    mountWithDirectories("d");
    Injection silent = store.faults().on(Verb.LIST).inject(Fault.hang());
    CompletableFuture<Double> waiting =
        CompletableFuture.supplyAsync(() -> secondsUntil(FsFailure.INTERRUPTED, () -> list("d")));
    await().atMost(BOUND).until(() -> silent.hits() == 1);
    rig().interrupt();
    assertThat(waiting.get()).isLessThan(1.5);
  }

  @Test
  void looksAheadThatAreNeverAnsweredHoldNobodyUp() throws Exception {
    Capabilities bare =
        new Capabilities(true, true, true, true, false, true, false, true, false, false, false);
    MemoryStore heads = new MemoryStore(bucket, bare);
    for (int i = 0; i < FILES; i++) {
      write("f" + i);
    }
    mounted = Rig.startedWith(directory, heads);
    await().atMost(BOUND).until(() -> rig().remote().isComplete());
    int workers = RemoteSettings.defaults().workers();
    Injection silent = heads.faults().on(Verb.STAT).times(workers + 1).inject(Fault.hang());
    secondsUntil(
        FsFailure.NETWORK_UNREACHABLE, () -> rig().remote().requireAttributes(rig().inode("f3")));
    assertThat(silent.hits()).isEqualTo(workers + 1);

    for (int i = 0; i < FILES; i++) {
      rig().remote().requireAttributes(rig().inode("f" + i));
    }
  }

  @Test
  void aMountThatBeganInAnOutageTellsSoonAndSeesItsEnd() throws Exception {
    mountWithDirectories("d");
    rig().close();
    MemoryStore later = new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
    Injection away =
        later.faults().on(Verb.STAT, Verb.LIST).inject(Fault.fail(CloudFailure.UNREACHABLE));
    mounted = Rig.startedWith(directory, later);
    assertThat(secondsUntil(FsFailure.NETWORK_UNREACHABLE, () -> list("d"))).isLessThan(1.9);

    away.close();

    list("d");
    assertThat(rig().names("d")).containsExactly("file");
  }
}
