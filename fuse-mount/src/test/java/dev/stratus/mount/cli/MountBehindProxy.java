package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.FaultProxy;
import dev.stratus.cloud.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A mount in the background, with a network between it and the real server that can fail. */
final class MountBehindProxy {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MinioMount folder;
  private final FaultProxy network;

  MountBehindProxy(Path temp) throws IOException {
    folder = new MinioMount(temp);
    network = FaultProxy.before(folder.server(), 1);
  }

  /** The bucket and the folder, past the proxy. */
  MinioMount folder() {
    return folder;
  }

  FaultProxy network() {
    return network;
  }

  /** Lays an object into the bucket as another client does. */
  void put(String key, byte[] bytes) throws IOException {
    try (S3Store store = folder.store()) {
      store.put(new ObjectKey(key), Body.of(bytes), Map.of(), Precondition.none());
    }
  }

  /** Mounts, and returns what the command said once the mount answers. */
  StratusProcess.Outcome mount() throws IOException, InterruptedException {
    URI endpoint = network.endpoint();
    return folder.run(
        "mount", MinioMount.BUCKET, MinioMount.NAME, "--endpoint", endpoint.toString());
  }

  /** Waits until all names of the bucket are known. */
  void awaitListed() {
    await()
        .atMost(SOON)
        .until(() -> folder.run("status", MinioMount.NAME).out().contains("complete"));
  }

  /** Runs a script in the mount to its end, which may be a failure. */
  int exitCode(String script) throws IOException, InterruptedException {
    Process process = folder.program(script);
    try {
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as(script).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  void shell(String script) throws Exception {
    folder.shell(script);
  }

  void close() throws Exception {
    folder.close();
    network.close();
  }
}
