package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.Trouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ordinary programs on files that are only in the cloud, over a network that comes and goes. */
@Tag("mount")
@Tag("minio")
@Timeout(300)
final class FaultyNetworkTest {

  private static final int MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** What a program may wait in vain, and the end of a process on a busy machine. */
  private static final double PATIENCE_SECONDS = 24;

  /** The moment that those wait who come later. */
  private static final double MOMENT_SECONDS = 4;

  @TempDir Path temp;
  private MountBehindProxy mount;

  @BeforeEach
  void prepare() throws Exception {
    mount = new MountBehindProxy(temp);
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  private void mount() throws Exception {
    assertThat(mount.mount().exitCode()).isZero();
  }

  /** An object of random bytes, of which {@code ../NAME} is a copy for comparisons. */
  private void film(String name, int bytes) throws Exception {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    Files.write(temp.resolve(name), content);
    mount.put(name, content);
  }

  private void unplug() {
    mount.network().trouble(1, Set.of(Trouble.STALL));
  }

  /** What was asked meanwhile stays unanswered. */
  private void plugIn() {
    mount.network().trouble(0, Set.of());
  }

  /** Runs a program that must fail, and tells how long it took. */
  private double secondsToFail(String script) throws Exception {
    long begin = System.nanoTime();
    assertThat(mount.exitCode(script)).as(script).isNotZero();
    return (System.nanoTime() - begin) / 1e9;
  }

  @Test
  void aFilmPlaysAndSeeksAndBringsLittleMore() throws Exception {
    film("film", 96 * MIB);
    mount();
    mount.awaitListed();
    // The index at the end, the beginning, two jumps ahead, one back: as players do.
    String show = "cmp -n %d -i %d film ../film";
    mount.shell(show.formatted(64 << 10, 96 * MIB - (64 << 10)));
    mount.shell(show.formatted(3 * MIB, 0));
    mount.shell(show.formatted(2 * MIB, 40 * MIB));
    mount.shell(show.formatted(2 * MIB, 80 * MIB + 12_345));
    mount.shell(show.formatted(MIB, 39 * MIB));
    assertThat(mount.network().bytesDown()).isLessThan(48L * MIB);
  }

  @Test
  void aSearchThroughATreeThatIsOnlyInTheCloudFetchesEachFileOnce() throws Exception {
    long bytes = 0;
    for (int i = 0; i < 300; i++) {
      String text = "line\n".repeat(i) + (i % 50 == 0 ? "needle\n" : "");
      mount.put("src/d" + i % 10 + "/File" + i + ".java", text.getBytes(StandardCharsets.UTF_8));
      bytes += text.length();
    }
    mount();
    mount.awaitListed();
    mount.shell("test $(grep -r -l needle src | wc -l) = 6");
    assertThat(mount.network().bytesDown()).isEqualTo(bytes);
    mount.shell("test $(grep -r -c line src | wc -l) = 300");
    assertThat(mount.network().bytesDown()).isEqualTo(bytes);
  }

  @Test
  void ctrlCEndsAReadThatHangs() throws Exception {
    film("film", 8 * MIB);
    mount();
    mount.awaitListed();
    unplug();
    assertThat(secondsToEndAfterCtrlC("exec cat film >/dev/null")).isLessThan(MOMENT_SECONDS);
    plugIn();
    mount.shell("cmp film ../film");
  }

  @Test
  void ctrlCEndsAListingThatHangs() throws Exception {
    mount.put("d/file", new byte[1]);
    mountWithoutWholeListing();
    mount.shell("ls");
    unplug();
    assertThat(secondsToEndAfterCtrlC("exec ls d")).isLessThan(MOMENT_SECONDS);
    plugIn();
    mount.shell("test $(ls d) = file");
  }

  private double secondsToEndAfterCtrlC(String program) throws Exception {
    long before = mount.network().requests();
    Process hanging = mount.folder().program("trap - INT; " + program);
    try {
      await().atMost(SOON).until(() -> mount.network().requests() > before);
      long begin = System.nanoTime();
      new ProcessBuilder("kill", "-INT", Long.toString(hanging.pid())).start().waitFor();
      assertThat(hanging.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(hanging.exitValue()).isNotZero();
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      hanging.destroyForcibly();
    }
  }

  /** Only what a program asks for is known: the listing of everything is never answered. */
  private void mountWithoutWholeListing() throws Exception {
    mount.network().stallListingsOfAll();
    mount();
  }

  @Test
  void aCopyThatTheNetworkCutFailsSoonAndTheNextOneFetchesOnlyTheRest() throws Exception {
    int size = 64 * MIB;
    film("film", size);
    mount();
    mount.awaitListed();
    mount.network().unplugAfter(24 * MIB);
    assertThat(secondsToFail("cp film ../copy")).isLessThan(PATIENCE_SECONDS);
    assertThat(secondsToFail("cp film ../copy")).isLessThan(MOMENT_SECONDS);
    long first = mount.network().bytesDown();
    assertThat(first).isGreaterThan(8 * MIB);

    mount.network().calm();
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> mount.exitCode("tail -c 1 film >/dev/null") == 0);
    mount.shell("cp film ../copy");
    mount.shell("cmp ../copy ../film");
    mount.shell("test \"$(sha256sum <film)\" = \"$(sha256sum <../film)\"");
    // One request at most was under way whose bytes did not all come.
    assertThat(mount.network().bytesDown()).isLessThanOrEqualTo(size + 8L * MIB);
  }

  @Test
  void directoriesThatWereNeverListedTellOfAnOutageSoonAndShowAfterIt() throws Exception {
    for (String name : new String[] {"one", "two", "three"}) {
      mount.put(name + "/file", new byte[1]);
    }
    mountWithoutWholeListing();
    mount.shell("test $(ls | wc -l) = 3");
    unplug();
    assertThat(secondsToFail("ls one")).isLessThan(PATIENCE_SECONDS);
    assertThat(secondsToFail("ls two")).isLessThan(MOMENT_SECONDS);
    assertThat(secondsToFail("stat three/file")).isLessThan(MOMENT_SECONDS);
    plugIn();
    long begin = System.nanoTime();
    mount.shell("test $(ls one two three | grep -c file) = 3 && stat three/file");
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(2);
  }

  @Test
  void aDirectoryIsWhatItsMarkerSaysWhileTheBucketIsStillBeingListed() throws Exception {
    ObjectKey marker = new ObjectKey("z/");
    Map<String, String> said =
        Map.of("mode", Integer.toString(0040700), "uid", "1000", "mtime", "1000000000");
    try (S3Store store = mount.folder().store()) {
      store.put(marker, Body.of(new byte[0]), said, Precondition.none());
      store.put(new ObjectKey("z/s"), Body.of(new byte[1]), Map.of(), Precondition.none());
      store.put(new ObjectKey("plain/s"), Body.of(new byte[1]), Map.of(), Precondition.none());
      mountWithoutWholeListing();
      mount.shell("test \"$(stat -c '%a %u %Y' z)\" = '700 1000 1000000000'");
      mount.shell("test $(stat -c %a plain) = 755");
      mount.shell("chgrp 5 z");
      await().atMost(SOON).until(() -> "5".equals(metadata(store, marker).get("gid")));
      assertThat(metadata(store, marker)).containsAllEntriesOf(said);
    }
  }

  private static Map<String, String> metadata(S3Store store, ObjectKey key) throws Exception {
    return store.stat(key).metadata().orElseThrow();
  }

  @Test
  void whatIsWrittenInAnOutageIsToldAndGoesUpAfterIt() throws Exception {
    mount();
    mount.awaitListed();
    unplug();
    mount.shell("mkdir -p src/a && for i in $(seq 50); do echo $i >src/a/$i; done");
    mount.shell("cp -a src copy && mv copy/a copy/b && rm src/a/50");
    mount.shell(
        "cd copy && git init -q . && git config user.name n && git config user.email e"
            + " && git add . && git commit -qm one && git fsck --strict");
    await().atMost(SOON).until(() -> status().contains("sync waits for the cloud since"));
    mount.folder().tell("pause", "mnt");
    StratusProcess.Outcome resumed = mount.folder().run("resume", "mnt");
    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.err()).contains("The sync goes on by itself when it can be.");
    mount.folder().tell("sync", "disable", "mnt");
    StratusProcess.Outcome refused = mount.folder().run("resume", "mnt");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("cannot be reached", "'stratus sync enable'");
    mount.folder().tell("sync", "enable", "mnt");
    Process wait = mount.folder().begin("waiting", "wait", "mnt", "--timeout", "2m");
    Path told = temp.resolve("waiting.err");
    await().atMost(SOON).until(() -> Files.readString(told).contains("the cloud does not answer"));
    plugIn();
    assertThat(wait.waitFor(2 * SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(wait.exitValue()).isZero();
    assertThat(status()).contains("sync is running").doesNotContain("conflicts");
    try (S3Store store = mount.folder().store()) {
      assertThat(store.stat(new ObjectKey("copy/b/50")).size()).isEqualTo(3);
      assertThat(store.find(new ObjectKey("copy/a/50"))).isEmpty();
      assertThat(store.find(new ObjectKey("src/a/50"))).isEmpty();
    }
  }

  private String status() throws Exception {
    return mount.folder().run("status", "mnt").out();
  }
}
