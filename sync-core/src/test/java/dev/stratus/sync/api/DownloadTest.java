package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.view.Handle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloads by call, the same in the daemon's process and through its socket. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class DownloadTest {

  private static final int LARGE = 9 << 20;
  private static final int SMALL = 4096;
  private static final long PART = 1 << 20;
  private static final String FILM = "file://b/film.mp4";
  private static final String NOTE = "file://b/note.txt";

  @Parameter Form form;
  @TempDir Path directory;
  private ServedCore core;
  private CloudSync cloud;
  private CloudFileCache cache;
  private final Heard<DownloadProgress> heard = new Heard<>();

  @BeforeEach
  void open() throws Exception {
    open(OptionalLong.empty());
  }

  private void open(OptionalLong cacheLimit) throws Exception {
    core = new ServedCore(directory.resolve("s"), new MemoryBucket(), cacheLimit);
    core.inCloud("b/film.mp4", bytes(LARGE));
    core.inCloud("b/note.txt", bytes(SMALL));
    cloud = core.cloud(form);
    cache = new CloudFileCache(cloud);
    cache.on("progress", heard);
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static boolean ended(DownloadProgress progress) {
    return progress.state() != State.RUNNING;
  }

  private long cached(String path) throws IOException {
    return Long.parseLong(core.attribute(path, "cached"));
  }

  /** Of each answer only the first bytes come, until the faults are cleared. */
  private Injection stall() {
    return core.store().faults().on(Verb.GET).inject(Fault.hangAfter(PART));
  }

  private void awaitPart(CloudFileCache by) throws Exception {
    stall();
    by.start(FILM).join();
    await().until(() -> cached("b/film.mp4") > 0);
  }

  @Test
  void aFileComesWithProgressToItsEnd() throws Exception {
    cache.start(FILM).join();
    DownloadProgress last = heard.await(DownloadTest::ended);
    assertThat(last)
        .isEqualTo(
            new DownloadProgress(State.COMPLETED, LARGE, LARGE, FILM, DownloadErrorType.NO_ERROR));
    long before = 0;
    for (DownloadProgress each : heard.all()) {
      assertThat(each.processed()).isBetween(before, (long) LARGE);
      assertThat(each.uri()).isEqualTo(FILM);
      before = each.processed();
    }
    assertThat(core.attribute("b/film.mp4", "location")).isEqualTo("3");
    assertThat(core.store().counts().bytesDown()).isEqualTo(LARGE);
  }

  @Test
  void theCallbackFormHearsThatItBegan() throws Exception {
    Heard<Integer> began = new Heard<>();
    AsyncCallback<Void> callback =
        (error, nothing) -> began.accept(error == null ? 0 : error.code());
    cache.start(NOTE, callback);
    assertThat(began.await(any -> true)).isZero();
    heard.await(DownloadTest::ended);
    cache.stop(NOTE, callback);
    assertThat(began.await(any -> true)).isZero();
    cache.stop(FILM, true, callback);
    assertThat(began.await(any -> true)).isEqualTo(401);
  }

  @Test
  void whatIsHereIsCompletedAtOnceAndNothingComes() throws Exception {
    core.write("b/new.txt", bytes(SMALL));
    cache.start("file://b/new.txt").join();
    DownloadProgress last = heard.await(DownloadTest::ended);
    assertThat(last.state()).isEqualTo(State.COMPLETED);
    assertThat(last.processed()).isEqualTo(SMALL);
    assertThat(core.store().counts().of(Verb.GET)).isZero();
  }

  @Test
  void whatCannotBeDownloadedIsRefused() throws Exception {
    core.link("out", "/etc");
    assertCode(cache.start((String) null), 401);
    assertCode(cache.start("file:///cloud/b"), 401);
    assertCode(cache.start("file://b/gone"), 13900002);
    assertCode(cache.start("file://out/passwd"), 14000002);
    assertCode(cache.start("file://b/%2e%2e/b/note.txt"), 14000002);
    Download download = new Download(cloud);
    assertCode(download.start((String) null), 401);
    assertCode(download.start("file:///cloud/b"), 401);
    assertCode(download.start("file://b/gone"), 13900002);
    assertThat(heard.isSilent()).isTrue();
  }

  @Test
  void whatHasNoRoomIsRefusedAndOfABatchItFails() throws Exception {
    core.close();
    core = new ServedCore(directory.resolve("t"), new MemoryBucket(), OptionalLong.of(PART));
    core.inCloud("b/film.mp4", bytes(LARGE));
    core.inCloud("b/note.txt", bytes(SMALL));
    CloudFileCache small = new CloudFileCache(core.cloud(form));
    Heard<MultiDownloadProgress> batches = new Heard<>();
    small.onBatchDownload(batches);
    assertCode(small.start(FILM), 13900025);
    assertCode(new Download(core.cloud(form)).start(FILM), 13900025);
    small.startBatch(List.of(FILM, NOTE)).join();
    MultiDownloadProgress last = batches.await(each -> each.state() != State.RUNNING);
    assertThat(last.getFailedFiles())
        .containsExactly(new FailedFileInfo(FILM, DownloadErrorType.LOCAL_STORAGE_FULL));
    assertThat(last.getSuccessfulFiles()).containsExactly(NOTE);
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, NETWORK_UNAVAILABLE",
    "TIMED_OUT, NETWORK_UNAVAILABLE",
    "NOT_FOUND, CONTENT_NOT_FOUND",
    "THROTTLED, FREQUENT_USER_REQUESTS",
    "ACCESS_DENIED, UNKNOWN_ERROR",
    "SERVER_ERROR, UNKNOWN_ERROR",
  })
  void eachFailureHasItsReason(CloudFailure failure, DownloadErrorType error) throws Exception {
    core.store().faults().on(Verb.GET).inject(Fault.fail(failure));
    cache.start(NOTE).join();
    DownloadProgress last = heard.await(DownloadTest::ended);
    assertThat(last.state()).isEqualTo(State.FAILED);
    assertThat(last.error()).isEqualTo(error);
    core.store().faults().clear();
    cache.start(NOTE).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aStopKeepsWhatCameAndTheNextStartGoesOn() throws Exception {
    awaitPart(cache);
    cache.stop(FILM).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.STOPPED);
    assertThat(cached("b/film.mp4")).isPositive();
    core.store().faults().clear();
    cache.start(FILM).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
    cache.stop(FILM, true).join();
    assertThat(cached("b/film.mp4")).isEqualTo(LARGE);
  }

  @Test
  void aCleanStopDropsWhatCame() throws Exception {
    awaitPart(cache);
    cache.stop(FILM, true).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.STOPPED);
    assertThat(cached("b/film.mp4")).isZero();
  }

  @Test
  void aCleanStopKeepsWhatAnOpenFileHas() throws Exception {
    Handle handle = core.open("b/film.mp4");
    awaitPart(cache);
    cache.stop(FILM, true).join();
    assertThat(cached("b/film.mp4")).isPositive();
    core.store().faults().clear();
    core.view().release(handle);
  }

  @Test
  void onlyWhoBeganItCanStopIt() throws Exception {
    CloudFileCache other = new CloudFileCache(cloud);
    Heard<DownloadProgress> others = new Heard<>();
    other.on("progress", others);
    awaitPart(cache);
    assertCode(other.stop(FILM), 401);
    assertCode(cache.stop(NOTE), 401);
    assertCode(cache.stop("file://b/gone"), 13900002);
    other.start(FILM).join();
    cache.stop(FILM, true).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.STOPPED);
    core.store().faults().clear();
    assertThat(others.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
    assertThat(heard.isSilent()).isTrue();
  }

  @Test
  void aSecondStartJoinsTheFirst() throws Exception {
    awaitPart(cache);
    cache.start(FILM).join();
    core.store().faults().clear();
    heard.await(DownloadTest::ended);
    assertThat(heard.isSilent()).isTrue();
    assertThat(cached("b/film.mp4")).isEqualTo(LARGE);
  }

  @Test
  void listenersAreKnownByTheirIdentity() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Consumer<DownloadProgress> counting =
        progress -> {
          if (ended(progress)) {
            calls.incrementAndGet();
          }
          throw new IllegalStateException("a mistake of the program");
        };
    CloudFileCache counted = new CloudFileCache(cloud);
    counted.on("progress", counting);
    counted.on("progress", counting);
    counted.on("progress", heard);
    counted.start(NOTE).join();
    heard.await(DownloadTest::ended);
    assertThat(calls).hasValue(1);
    counted.off("progress", counting);
    counted.start(NOTE).join();
    heard.await(DownloadTest::ended);
    counted.off("progress");
    counted.start(NOTE).join();
    assertThat(calls).hasValue(1);
    assertCode(() -> counted.on("progres", heard), 401);
    assertCode(() -> counted.on("progress", null), 401);
    assertCode(() -> counted.off("progres"), 401);
    assertCode(() -> counted.onBatchDownload(null), 13900020);
  }

  @Test
  void whatWasChangedHereStaysAsItIs() throws Exception {
    byte[] wanted = bytes(LARGE);
    byte[] written = new byte[300_000];
    System.arraycopy(written, 0, wanted, 1_000_000, written.length);
    Handle handle = core.open("b/film.mp4");
    core.view().write(handle, ByteBuffer.wrap(written), 1_000_000);
    cache.start(FILM).join();
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
    ByteBuffer read = ByteBuffer.allocate(LARGE);
    core.view().read(handle, read, 0);
    assertThat(read.array()).isEqualTo(wanted);
    core.view().release(handle);
  }

  @Test
  void aBatchTellsWhatCameAndWhatDidNot() throws Exception {
    Heard<MultiDownloadProgress> batches = new Heard<>();
    cache.onBatchDownload(batches);
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      core.inCloud("many/f" + i, bytes(SMALL));
      uris.add("file://many/f" + i);
    }
    core.store()
        .faults()
        .on(Verb.GET)
        .key("many/f7"::equals)
        .inject(Fault.fail(CloudFailure.ACCESS_DENIED));
    uris.add("file://many/gone");
    uris.add("/cloud/many");

    long task = cache.startBatch(uris).join();

    MultiDownloadProgress last = batches.await(each -> each.state() != State.RUNNING);
    assertThat(last.taskId()).isEqualTo(task).isNotNegative();
    assertThat(last.state()).isEqualTo(State.FAILED);
    assertThat(last.totalCount()).isEqualTo(52);
    assertThat(last.successfulCount()).isEqualTo(49);
    assertThat(last.getSuccessfulFiles()).contains("file://many/f0").doesNotContain(uris.get(7));
    assertThat(last.getFailedFiles())
        .containsExactlyInAnyOrder(
            new FailedFileInfo("file://many/f7", DownloadErrorType.UNKNOWN_ERROR),
            new FailedFileInfo("file://many/gone", DownloadErrorType.CONTENT_NOT_FOUND),
            new FailedFileInfo("/cloud/many", DownloadErrorType.UNKNOWN_ERROR));
    assertThat(last.totalSize()).isEqualTo(50L * SMALL);
    assertThat(last.downloadedSize()).isEqualTo(49L * SMALL);
    assertThat(batches.all().get(0).successfulCount()).isLessThan(50);
  }

  @Test
  void aBatchHasItsBounds() throws Exception {
    assertCode(cache.startBatch(Collections.nCopies(401, NOTE)), 22400004);
    assertCode(cache.startBatch(List.of()), 13900020);
    assertCode(cache.startBatch(null), 13900020);
    assertCode(cache.startBatch(List.of(NOTE, "file://b/../x")), 13900020);
    assertCode(cache.startBatch(List.of(NOTE), null), 13900020);
    assertCode(cache.stopBatch(77), 13900020);
    Heard<MultiDownloadProgress> batches = new Heard<>();
    cache.onBatchDownload(batches);
    cache.startBatch(Collections.nCopies(400, NOTE), DownloadFileType.THUMBNAIL).join();
    MultiDownloadProgress last = batches.await(each -> each.state() != State.RUNNING);
    assertThat(last.successfulCount()).isEqualTo(400);
    assertThat(core.store().counts().bytesDown()).isEqualTo(SMALL);
  }

  @Test
  void aCleanStopOfABatchDropsOnlyWhatIsIncomplete() throws Exception {
    core.store()
        .faults()
        .on(Verb.GET)
        .key(key -> key.endsWith("mp4"))
        .inject(Fault.hangAfter(PART));
    Heard<MultiDownloadProgress> batches = new Heard<>();
    cache.onBatchDownload(batches);
    long task = cache.startBatch(List.of(FILM, NOTE)).join();
    batches.await(each -> each.successfulCount() == 1);
    await().until(() -> cached("b/film.mp4") > 0);

    assertCode(new CloudFileCache(cloud).stopBatch(task, true), 13900020);
    cache.stopBatch(task, true).join();

    MultiDownloadProgress last = batches.await(each -> each.state() != State.RUNNING);
    assertThat(last.state()).isEqualTo(State.STOPPED);
    assertThat(last.getSuccessfulFiles()).containsExactly(NOTE);
    assertThat(cached("b/film.mp4")).isZero();
    assertThat(cached("b/note.txt")).isEqualTo(SMALL);
    cache.stopBatch(task).join();
  }

  @Test
  void theListTellsWhatComes() throws Exception {
    awaitPart(cache);
    core.write("b/new.txt", bytes(SMALL));
    List<DownloadProgress> list = cache.getDownloadList(List.of(FILM, NOTE, "file://b/new.txt"));
    assertThat(list)
        .extracting(DownloadProgress::state)
        .containsExactly(State.RUNNING, State.STOPPED, State.COMPLETED);
    assertThat(list.get(0).processed()).isBetween(1L, LARGE - 1L);
    assertThat(list.get(0).uri()).isEqualTo(FILM);
    assertCode(() -> cache.getDownloadList(List.of()), 13900020);
    assertCode(() -> cache.getDownloadList(Collections.nCopies(101, NOTE)), 13900020);
    assertCode(() -> cache.getDownloadList(List.of("file://b/gone")), 13900002);
  }

  @Test
  void allOfABundleIsCleaned() throws Exception {
    core.inCloud("c/note.txt", bytes(SMALL));
    for (String uri : List.of(NOTE, FILM, "file://c/note.txt")) {
      cache.start(uri).join();
      heard.await(DownloadTest::ended);
    }
    CloudFileCache own = new CloudFileCache(cloud, "b");
    own.cleanFileCache();
    assertThat(cached("b/note.txt") + cached("b/film.mp4")).isZero();
    assertThat(cached("c/note.txt")).isEqualTo(SMALL);
    Handle handle = core.open("c/note.txt");
    assertCode(cache::cleanFileCache, 13900010);
    core.view().release(handle);
    cache.cleanFileCache();
    assertThat(cached("c/note.txt")).isZero();
    assertCode(() -> new CloudFileCache(cloud, ".."), 401);
  }

  @Test
  void aDownloadOfTheGalleryHasOneListenerAndItsStopDrops() throws Exception {
    Download download = new Download(cloud);
    Heard<DownloadProgress> second = new Heard<>();
    Heard<DownloadProgress> first = new Heard<>();
    download.on("progress", first);
    download.on("progress", second);
    String asset = cloud.photoUri(FILM);
    stall();
    download.start(asset).join();
    await().until(() -> cached("b/film.mp4") > 0);
    download.stop(asset).join();
    assertThat(first.await(DownloadTest::ended))
        .satisfies(last -> assertThat(last.state()).isEqualTo(State.STOPPED))
        .satisfies(last -> assertThat(last.uri()).isEqualTo(asset));
    assertThat(cached("b/film.mp4")).isZero();
    assertThat(second.isSilent()).isTrue();
    download.stop(asset).join();
    download.off("progress", second);
    core.store().faults().clear();
    download.on("progress", second);
    download.start(asset).join();
    assertThat(second.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
    assertThat(first.isSilent()).isTrue();
    assertCode(() -> download.on("batch", first), 401);
    assertCode(() -> download.on("progress", null), 401);
    assertCode(() -> download.off(null), 401);
  }

  @Test
  void theDaemonsEndIsTold() throws Exception {
    awaitPart(cache);
    CompletableFuture<Void> end = CompletableFuture.runAsync(this::endService);
    assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.STOPPED);
    core.store().faults().clear();
    end.get();
    if (form == Form.SOCKET) {
      assertCode(cache.start(NOTE), 13600001);
      core.serve();
      cache.start(NOTE).join();
      assertThat(heard.await(DownloadTest::ended).state()).isEqualTo(State.COMPLETED);
    }
  }

  private void endService() {
    try {
      if (form == Form.SOCKET) {
        core.stopServing();
      } else {
        core.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
