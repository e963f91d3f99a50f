package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.FaultProxy;
import dev.stratus.cloud.s3.MinioServer;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.sync.mounts.MountTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bucket on a real server, a proxy before it, and a folder that programs of the test work in. */
final class MountOnMinio {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final StratusProcess stratus;
  private final Path mountPoint;
  private final MinioServer minio;
  private final FaultProxy network;

  MountOnMinio(Path temp) throws Exception {
    minio = MinioServer.start();
    try (S3Store store = store()) {
      store.bucket().create();
    }
    network = FaultProxy.before(minio.endpoint(), 1);
    stratus = new StratusProcess(temp);
    stratus.giveKeys(minio.credentials());
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("mnt"));
  }

  /** The server as another client sees it, past the proxy. */
  S3Store store() throws Exception {
    return new S3Store(minio.settings("photos"), Capabilities.none());
  }

  /** Lays an object into the bucket as another client does. */
  void put(String key, byte[] bytes) throws Exception {
    try (S3Store store = store()) {
      store.put(new ObjectKey(key), Body.of(bytes), Map.of(), Precondition.none());
    }
  }

  FaultProxy network() {
    return network;
  }

  StratusProcess stratus() {
    return stratus;
  }

  StratusProcess.Outcome mount() throws Exception {
    return stratus.run("mount", "photos", "mnt", "--endpoint", network.endpoint().toString());
  }

  /** Waits until all names of the bucket are known. */
  void awaitListed() {
    await().atMost(SOON).until(() -> stratus.run("status", "mnt").out().contains("complete"));
  }

  /** Starts a program in the mount, which the test itself never touches. */
  Process start(String script) throws Exception {
    return new ProcessBuilder("sh", "-c", "cd \"$0\" && " + script, mountPoint.toString())
        .inheritIO()
        .start();
  }

  /** Runs a program there to its end. */
  int exitCode(String script) throws Exception {
    Process process = start(script);
    try {
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as(script).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs one that must succeed. */
  void shell(String script) throws Exception {
    assertThat(exitCode(script)).as(script).isZero();
  }

  /** Takes the mount away, whatever still uses it, and ends the server. */
  void end() throws Exception {
    if (MountTable.read().at(mountPoint).isPresent()) {
      shell("fusermount -u -z .");
    }
    network.close();
    minio.close();
  }
}
