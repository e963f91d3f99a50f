package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A file whose bytes are nowhere gets them from another one that has the same. */
final class TwinsTest extends MountedTest {

  /** Of "a" nobody knows where its bytes are; another client made "b" as a copy of it. */
  private Inode lostWithTwin() throws Exception {
    rig.create("a", "precious");
    rig.quiet();
    rig.dehydrate("a");
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("a")));
    metadata.remove("stratus-id");
    bucket.write("b", "precious".getBytes(StandardCharsets.UTF_8), metadata);
    rig.compare();
    rig.uploader.stopSync();
    bucket.remove("a");
    rig.index.change(
        change -> {
          CloudObject known = change.tables().objects().get(new ObjectKey("a")).orElseThrow();
          change.deleteObject(known.key());
          change.markPending(requireNonNull(known.entry()), false);
          return known;
        });
    return rig.inode("a");
  }

  @Test
  void theBytesComeFromTheTwin() throws Exception {
    lostWithTwin();
    rig.uploader.startSync();
    rig.quiet();

    assertThat(rig.cloudText("a")).isEqualTo("precious");
    assertThat(rig.text("a")).isEqualTo("precious");
  }

  @Test
  void nobodyWhoChangesTheIndexWaitsForTheLook() throws Exception {
    Inode lost = lostWithTwin();
    Twins twins = new Twins(rig.index);
    rig.index.change(
        change -> {
          assertThat(twins.isToBeLookedFor(change, lost)).isTrue();
          CompletableFuture<Void> look =
              CompletableFuture.runAsync(
                  () -> {
                    try {
                      twins.lookFor(lost);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
          try {
            look.get(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException("the look waits for the change", e);
          }
          assertThat(twins.isToBeLookedFor(change, lost)).isFalse();
          assertThat(twins.of(change, lost).orElseThrow().key()).isEqualTo(new ObjectKey("b"));
          return look;
        });
    twins.forget(lost);
    rig.index.change(
        change -> {
          assertThat(twins.of(change, lost)).isEmpty();
          return lost;
        });
  }
}
