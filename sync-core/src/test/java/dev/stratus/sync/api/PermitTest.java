package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A missing permission is told before anything else that is wrong with a call. */
final class PermitTest {

  private final PlayedMount mount = new PlayedMount();
  private final CloudSync cloud = new CloudSync(Path.of("/cloud"), mount);

  @ParameterizedTest
  @CsvSource({"DENIED, 201", "NOT_SYSTEM, 202"})
  void whoMayNotCallHearsNothingOfTheArguments(ControlFailure refusal, int code) {
    refuse(refusal);
    CloudFileCache cache = new CloudFileCache(cloud);
    Thrown.assertCode(() -> cache.cleanCache(null), code);
    Thrown.assertCode(() -> cache.cleanCache("http://no/uri"), code);
    Thrown.assertCode(() -> cache.cleanCache("file://not/there"), code);
    Thrown.assertCode(cloud.getFileSyncState(List.of()), code);
    Thrown.assertCode(cloud.getFileSyncState(List.of("http://no/uri")), code);
    Thrown.assertCode(cloud.startOptimizeSpace(null, null), code);
    Thrown.assertCode(cache.start(null), code);
    Thrown.assertCode(cache.start("file://not/there"), code);
    Thrown.assertCode(cache.stop("http://no/uri"), code);
    Thrown.assertCode(cache.startBatch(List.of()), code);
    Thrown.assertCode(cache.startBatch(Collections.nCopies(401, "file://a/b")), code);
    Thrown.assertCode(cache.stopBatch(7), code);
    Thrown.assertCode(() -> cache.getDownloadList(null), code);
    Thrown.assertCode(() -> cache.cleanFileCache("http://no/uri"), code);
    Download download = new Download(cloud);
    Thrown.assertCode(() -> download.on("progress", told -> {}), code);
    Thrown.assertCode(() -> download.on(null, null), code);
    Thrown.assertCode(() -> download.off(null), code);
    Thrown.assertCode(download.start(null), code);
    Thrown.assertCode(download.stop("http://no/uri"), code);
    CloudSyncManager manager = new CloudSyncManager(cloud);
    Thrown.assertCode(manager.disableCloud(null), code);
    Thrown.assertCode(manager.clean(null, null), code);
  }

  @Test
  void whoMayCallHearsWhatIsWrong() {
    mount.answers((request, progress) -> new Done());
    CloudFileCache cache = new CloudFileCache(cloud);
    Thrown.assertCode(() -> cache.cleanCache(null), 401);
    Thrown.assertCode(() -> cache.cleanCache("http://no/uri"), 14000002);
    Thrown.assertCode(() -> cache.cleanCache("file://not/there"), 13900002);
    Thrown.assertCode(cloud.getFileSyncState(List.of()), 401);
    Thrown.assertCode(cloud.startOptimizeSpace(null, null), 401);
    assertThat(mount.asked()).hasSize(5);
    Thrown.assertCode(cache.start("http://no/uri"), 14000002);
    Thrown.assertCode(cache.startBatch(Collections.nCopies(401, "file://a/b")), 22400004);
    Thrown.assertCode(cache.stopBatch(7), 13900020);
    Thrown.assertCode(() -> cache.getDownloadList(null), 13900020);
    Thrown.assertCode(() -> new Download(cloud).on(null, null), 401);
    Thrown.assertCode(new Download(cloud).start("file://not/there"), 13900002);
  }

  @Test
  void whoMakesAnObjectForABundleHearsOnlyThatHeIsNoSystemApplication() throws Exception {
    refuse(ControlFailure.NOT_SYSTEM);
    Thrown.assertCode(() -> new FileSync(cloud, "b"), 202);
    Thrown.assertCode(() -> new FileSync(cloud, null), 202);
    Thrown.assertCode(() -> new FileSync(cloud, "../b"), 202);
    Thrown.assertCode(() -> new CloudFileCache(cloud, "b"), 202);
    refuse(ControlFailure.DENIED);
    Thrown.assertCode(new FileSync(cloud, "b").start(), 201);
    Thrown.assertCode(() -> new FileSync(cloud, null), 401);
    Thrown.assertCode(() -> new CloudFileCache(cloud, "../b"), 401);
    mount.answers(
        (request, progress) -> {
          throw new IOException("no daemon");
        });
    Thrown.assertCode(new FileSync(cloud, "b").start(), 13600001);
  }

  private void refuse(ControlFailure refusal) {
    mount.answers(
        (request, progress) -> {
          throw new ControlException(refusal, "no");
        });
  }
}
