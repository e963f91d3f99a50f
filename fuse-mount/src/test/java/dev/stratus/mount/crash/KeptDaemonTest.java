package dev.stratus.mount.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.FaultProxy;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.Trouble;
import dev.stratus.mount.cli.MinioMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon is killed while one of its threads waits in the kernel: it told the kernel to forget the
 * pages of a file, of which one was just being read, and only this daemon would have brought it.
 */
@Tag("mount")
@Tag("minio")
@Timeout(180)
final class KeptDaemonTest {

  private static final int MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path temp;
  private MinioMount mount;
  private final AtomicReference<FaultProxy> proxy = new AtomicReference<>();

  @BeforeEach
  void prepare() throws Exception {
    byte[] film = new byte[4 * MIB];
    new Random(1).nextBytes(film);
    Files.write(temp.resolve("film"), film);
    mount = new MinioMount(temp);
    try (S3Store store = mount.store()) {
      store.put(new ObjectKey("film"), Body.of(film), Map.of(), Precondition.none());
    }
    mount.reachBy(this::proxy);
  }

  private URI proxy(URI server) {
    try {
      proxy.set(FaultProxy.before(server, 1));
      return proxy.get().endpoint();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
    proxy.get().close();
  }

  private void network(double share) {
    proxy.get().trouble(share, Set.of(Trouble.STALL));
  }

  private void mount() throws IOException {
    mount.mount("--state-dir", temp.resolve("state").toString());
  }

  @Test
  void theNextMountLetsItEnd() throws Exception {
    mount();
    mount.shell("head -c 1 film");
    network(1);
    // Asks for a page that does not come; each close says that pages may be there to be forgotten.
    Process reader = mount.program("exec dd if=film of=/dev/null bs=4096 skip=512 count=1");
    Process opener = mount.program("while :; do : <film; done");
    try {
      Process daemon = mount.daemon();
      // Whoever waits for the disk does so for a moment only.
      await()
          .during(Duration.ofMillis(500))
          .atMost(SOON)
          .until(() -> mount.daemonThreads().contains("D"));

      assertThat(mount.kill()).as("the kernel lets it end").isFalse();
      network(0);
      mount();

      await().atMost(SOON).until(() -> !daemon.isAlive());
      assertThat(reader.waitFor()).as("the page did not come").isNotZero();
      opener.destroyForcibly();
      mount.shell("cmp film ../film");
      mount.unmount();
    } finally {
      reader.destroyForcibly();
      opener.destroyForcibly();
    }
  }
}
