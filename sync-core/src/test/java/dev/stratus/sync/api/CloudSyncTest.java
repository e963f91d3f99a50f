package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Done;
import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.OptimizeSpaceResult;
import dev.stratus.sync.control.PermissionRequest;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.RemainingFile;
import dev.stratus.sync.control.StopOptimizeSpaceRequest;
import dev.stratus.sync.control.StopResult;
import dev.stratus.sync.control.SyncStartRequest;
import dev.stratus.sync.control.SyncStopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudSyncTest {

  private static final long BOUND_SECONDS = 20;
  private static final OptimizeSpaceResult FREED =
      new OptimizeSpaceResult(false, new Amount(2, 2_000), false, List.of(), List.of(), List.of());

  @TempDir Path directory;

  private final PlayedMount mount = new PlayedMount();
  private String file = "";
  private CloudSync cloud = new CloudSync(Path.of("/"), mount);

  @BeforeEach
  void make() throws IOException {
    Path root = directory.toRealPath();
    file = Files.writeString(root.resolve("file"), "x").toString();
    cloud = new CloudSync(root, mount);
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOADING, 0, 1",
    "DOWNLOADING, 1, 0",
    "COMPLETED, 2, 0",
    "STOPPED, 3, 2",
    "TO_BE_UPLOADED, 4, 3",
    "UPLOAD_SUCCESS, 5, 4",
    "UPLOAD_FAILURE, 6, 5",
  })
  void bothStatesHaveTheirOwnNumbers(String state, int number, int core) throws CloudSyncException {
    mount.hasState(state);
    assertThat(cloud.getFileSyncState(file).number()).isEqualTo(number);
    assertThat(cloud.getCoreFileSyncState(file).number()).isEqualTo(core);
  }

  @Test
  void aMissingUriHasTheCodeOfItsMember() {
    assertThatThrownBy(() -> cloud.getFileSyncState((String) null)).satisfies(e -> code(e, 401));
    assertThatThrownBy(() -> cloud.getCoreFileSyncState(null)).satisfies(e -> code(e, 13900020));
  }

  @Test
  void aRunThatFreesSpaceTellsItsWayToTheEnd() throws Exception {
    mount.answers(
        (request, progress) -> {
          progress.report(new Progress("freeing", 1, 0, 500, 2_000));
          return FREED;
        });
    BlockingQueue<OptimizeSpaceProgress> heard = new LinkedBlockingQueue<>();
    cloud.startOptimizeSpace(new OptimizeSpaceParam(2_000, 7), heard::add).join();
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new OptimizeSpaceProgress(OptimizeState.RUNNING, 25));
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new OptimizeSpaceProgress(OptimizeState.COMPLETED, 100));
    assertThat(mount.asked()).containsExactly(new OptimizeSpaceRequest(2_000L, 7, false));
  }

  @Test
  void aRunThatBreaksTellsThatItFailed() throws Exception {
    mount.answers(
        (request, progress) -> {
          progress.report(new Progress("freeing", 0, 0, 0, 0));
          throw new IOException("the daemon died");
        });
    BlockingQueue<OptimizeSpaceProgress> heard = new LinkedBlockingQueue<>();
    cloud.startOptimizeSpace(new OptimizeSpaceParam(1, 0), heard::add).join();
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new OptimizeSpaceProgress(OptimizeState.RUNNING, 1));
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS))
        .isEqualTo(new OptimizeSpaceProgress(OptimizeState.FAILED, 1));
  }

  @Test
  void aCallbackThatThrowsDoesNoHarm() throws Exception {
    mount.answers(
        (request, progress) -> {
          progress.report(new Progress("freeing", 0, 0, 1, 2));
          return FREED;
        });
    BlockingQueue<OptimizeState> heard = new LinkedBlockingQueue<>();
    cloud
        .startOptimizeSpace(
            new OptimizeSpaceParam(1, 0),
            event -> {
              heard.add(event.state());
              throw new IllegalStateException("a mistake of the program");
            })
        .join();
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(OptimizeState.RUNNING);
    assertThat(heard.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(OptimizeState.COMPLETED);
  }

  @Test
  void badParametersRunNothing() {
    assertFails(cloud.startOptimizeSpace(new OptimizeSpaceParam(1, 1), null), 401);
    assertFails(cloud.startOptimizeSpace(null, event -> {}), 401);
    assertFails(cloud.startOptimizeSpace(new OptimizeSpaceParam(-1, 1), event -> {}), 401);
    assertFails(cloud.startOptimizeSpace(new OptimizeSpaceParam(1, -1), event -> {}), 401);
    assertThat(mount.asked()).containsOnly(new PermissionRequest(Need.SYNC_AND_SYSTEM));
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, 201",
    "INVALID, 401",
    "NO_DAEMON, 13600001",
    "BUSY, 22400006",
    "FAILED, 22400005",
  })
  void whatTheDaemonRefusesHasACode(ControlFailure failure, int code) {
    mount.answers(
        (request, progress) -> {
          throw new ControlException(failure, "no");
        });
    assertFails(cloud.optimizeStorage(), code == 22400005 ? 13900042 : code);
    assertFails(cloud.startOptimizeSpace(new OptimizeSpaceParam(1, 1), event -> {}), code);
  }

  @Test
  void theOthersAskTheDaemonForWhatTheySay() throws Exception {
    mount.answers(
        (request, progress) ->
            request instanceof StopOptimizeSpaceRequest ? new StopResult(true) : new Done());
    FileSync sync = new FileSync(cloud);
    sync.stop().join();
    sync.start().join();
    cloud.stopOptimizeSpace();
    assertThat(mount.asked())
        .containsExactly(
            new SyncStopRequest(), new SyncStartRequest(), new StopOptimizeSpaceRequest());
  }

  @Test
  void aCopyThatMustStayIsRefusedWithTheReason() throws Exception {
    CloudFileCache cache = new CloudFileCache(cloud);
    mount.answers(
        (request, progress) ->
            request instanceof PermissionRequest
                ? new Done()
                : new CleanCacheResult(
                    false,
                    new Amount(0, 0),
                    1,
                    List.of(new RemainingFile("file", "", "it is open"))));
    assertThatThrownBy(() -> cache.cleanFileCache(file))
        .satisfies(e -> code(e, 13900010))
        .extracting(e -> ((CloudSyncException) e).reason())
        .isEqualTo("file keeps its local copy: it is open");
    mount.answers(
        (request, progress) -> new CleanCacheResult(false, new Amount(1, 1), 0, List.of()));
    cache.cleanCache(file);
    assertThat(mount.asked()).endsWith(new CleanCacheRequest(List.of(file), false, false));
    mount.answers((request, progress) -> new Done());
    assertThatThrownBy(() -> cache.cleanCache(null)).satisfies(e -> code(e, 401));
    assertThatThrownBy(() -> cache.cleanFileCache("")).satisfies(e -> code(e, 13900020));
  }

  private static void assertFails(CompletableFuture<?> future, int code) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .satisfies(e -> code(e, code));
  }

  private static void code(Throwable error, int code) {
    assertThat(error)
        .isInstanceOfSatisfying(
            CloudSyncException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
