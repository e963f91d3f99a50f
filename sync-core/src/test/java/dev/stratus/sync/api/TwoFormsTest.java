package dev.stratus.sync.api;

import static dev.stratus.sync.api.Thrown.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.view.Handle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program gets, the same in the daemon's process and through its socket. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Form.class)
@SuppressWarnings("NullAway.Init") // given by JUnit, made before each test
class TwoFormsTest {

  private static final String NOTE = "file://notes/a.txt";
  private static final long BOUND_SECONDS = 20;

  @Parameter Form form;
  @TempDir Path directory;
  private ServedCore core;
  private CloudSync cloud;

  @BeforeEach
  void open() throws IOException {
    core = new ServedCore(directory, new MemoryBucket(), OptionalLong.empty());
    cloud = core.cloud(form);
  }

  @AfterEach
  void close() throws IOException {
    core.close();
  }

  @Test
  void aFileIsFollowedToTheCloudAndDroppedHere() throws Exception {
    new FileSync(cloud).stop().join();
    core.write("notes/a.txt", new byte[100]);
    assertThat(cloud.getFileSyncState(NOTE)).isEqualTo(FileSyncState.STOPPED);
    CloudFileCache cache = new CloudFileCache(cloud);
    assertCode(() -> cache.cleanFileCache(NOTE), 13900010);
    assertThat(cache.getCachedTotalSize()).isZero();

    new FileSync(cloud).start().join();
    core.awaitSynced();

    assertThat(cloud.getCoreFileSyncState(NOTE)).isEqualTo(FileState.UPLOAD_SUCCESS);
    assertThat(cache.getCachedTotalSize()).isEqualTo(100);
    cache.cleanFileCache(NOTE);
    assertThat(cache.getCachedTotalSize()).isZero();
    assertThat(core.attribute("notes/a.txt", "location")).isEqualTo("2");
    assertThat(cloud.getFileSyncState(NOTE)).isEqualTo(FileSyncState.COMPLETED);
  }

  @Test
  void manyStatesComeAtOnceInTheirOrder() throws Exception {
    new FileSync(cloud).stop().join();
    core.inCloud("notes/there", new byte[1]);
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      core.write("notes/f" + i, new byte[1]);
      uris.add("/cloud/notes/f" + i);
    }
    uris.add(7, "file://notes/there");

    List<FileSyncState> states = cloud.getFileSyncState(uris).join();

    assertThat(states).hasSize(100);
    assertThat(states.get(7)).isEqualTo(FileSyncState.COMPLETED);
    assertThat(Collections.frequency(states, FileSyncState.STOPPED)).isEqualTo(99);
  }

  @Test
  void theFirstOfManyThatFailsFailsAll() throws Exception {
    core.write("notes/a.txt", new byte[1]);
    core.link("out", "/etc");
    assertCode(cloud.getFileSyncState(List.of(NOTE, "file://notes/gone")), 13900002);
    assertCode(cloud.getFileSyncState(List.of(NOTE, "file://out/passwd")), 14000002);
    assertCode(cloud.getFileSyncState(List.of(NOTE, "/cloud/out")), 14000002);
    assertCode(cloud.getFileSyncState(List.of(NOTE, "file://uri")), 14000002);
    assertCode(cloud.getFileSyncState(Collections.nCopies(101, NOTE)), 401);
    assertCode(cloud.getFileSyncState(List.of()), 401);
  }

  @Test
  void theCallbackHearsTheStatesOrTheError() throws Exception {
    core.write("notes/a.txt", new byte[1]);
    core.awaitSynced();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    AsyncCallback<List<FileSyncState>> callback =
        (error, states) -> heard.add(error == null ? String.valueOf(states) : "" + error.code());
    cloud.getFileSyncState(List.of(NOTE), callback);
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("[UPLOAD_SUCCESS]");
    cloud.getFileSyncState(List.of("/etc/passwd"), callback);
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("14000002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file://notes/a b.jpg",
        "file://notes/a%20b.jpg",
        "file:///cloud/notes/a%20b.jpg",
        "/cloud/notes/a b.jpg",
        "/data/storage/el2/cloud/notes/a b.jpg",
        "file://notes/data/storage/el2/cloud/a%20b.jpg",
      })
  void eachFormOfUriNamesTheFile(String uri) throws Exception {
    core.write("notes/a b.jpg", new byte[1]);
    core.awaitSynced();
    assertThat(cloud.getFileSyncState(uri)).isEqualTo(FileSyncState.UPLOAD_SUCCESS);
    assertThat(cloud.getFileSyncState(List.of(uri)).join())
        .containsExactly(FileSyncState.UPLOAD_SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://notes/a.txt",
        "file://uri",
        "notes/a.txt",
        "file://notes/../notes/a.txt",
        "file://notes/%2e%2e/notes/a.txt",
        "file://notes/a.txt%00",
        "file://../etc/passwd",
        "file:///etc/passwd",
        "/etc/passwd",
        "/cloud/out",
        "/cloud/out/passwd",
        "file://out/passwd",
        "/cloud/in/a.txt",
      })
  void tricksAreNoUris(String uri) throws Exception {
    core.write("notes/a.txt", new byte[1]);
    core.link("out", "/etc");
    core.link("in", "notes");
    CloudFileCache cache = new CloudFileCache(cloud);
    assertCode(() -> cloud.getFileSyncState(uri), 14000002);
    assertCode(() -> cloud.getCoreFileSyncState(uri), 14000002);
    assertCode(cloud.getFileSyncState(List.of(uri)), 14000002);
    assertCode(() -> cache.cleanCache(uri), 14000002);
    assertCode(() -> cache.cleanFileCache(uri), 14000002);
    assertCode(() -> cloud.photoUri(uri), 14000002);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file://notes/gone", "/cloud/gone", "file://gone/a", "file://notes/a.txt/below"})
  void whatIsNotThereIsToldAsSuch(String uri) throws Exception {
    core.write("notes/a.txt", new byte[1]);
    assertCode(() -> cloud.getFileSyncState(uri), 13900002);
    assertCode(() -> cloud.getCoreFileSyncState(uri), 13900002);
    assertCode(cloud.getFileSyncState(List.of(uri)), 13900002);
    assertCode(() -> new CloudFileCache(cloud).cleanFileCache(uri), 13900002);
  }

  @Test
  void aMediaAssetKeepsItsUriWhenItMoves() throws Exception {
    core.write("notes/a.txt", new byte[1]);
    core.write("notes/photo.jpg", new byte[1]);
    core.awaitSynced();
    String uri = cloud.photoUri("file://notes/photo.jpg");
    assertThat(uri).matches("file:///media/Photo/[0-9]+");
    assertThat(cloud.getFileSyncState(uri)).isEqualTo(FileSyncState.UPLOAD_SUCCESS);
    assertThat(cloud.getFileSyncState(uri.replace(":///", "://")))
        .isEqualTo(FileSyncState.UPLOAD_SUCCESS);
    new CloudFileCache(cloud).cleanCache(uri);
    assertThat(core.attribute("notes/photo.jpg", "location")).isEqualTo("2");
    long text = core.inode("notes/a.txt").value();
    assertCode(() -> cloud.getFileSyncState("file:///media/Photo/" + text), 13900002);
    assertCode(() -> cloud.photoUri("file://notes/a.txt"), 401);
  }

  @Test
  void whatIsOpenKeepsItsCopy() throws Exception {
    core.write("notes/a.txt", new byte[1]);
    core.awaitSynced();
    Handle handle = core.open("notes/a.txt");
    assertCode(() -> new CloudFileCache(cloud).cleanCache(NOTE), 13900010);
    core.view().release(handle);
    new CloudFileCache(cloud).cleanCache(NOTE);
    assertThat(core.attribute("notes/a.txt", "location")).isEqualTo("2");
  }

  @Test
  void aRunThatFreesSpaceEndsWithAHundred() throws Exception {
    core.write("notes/photo.jpg", new byte[1000]);
    core.awaitSynced();
    BlockingQueue<OptimizeSpaceProgress> heard = new LinkedBlockingQueue<>();
    cloud.startOptimizeSpace(new OptimizeSpaceParam(1, 0), heard::add).join();
    OptimizeSpaceProgress last = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    while (last != null && last.state() == OptimizeState.RUNNING) {
      last = heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(last).isEqualTo(new OptimizeSpaceProgress(OptimizeState.COMPLETED, 100));
    cloud.optimizeStorage().join();
    cloud.stopOptimizeSpace();
  }
}
