package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mount from its beginning to each of its ends, by the program alone, on the embedded cloud. */
@Timeout(300)
class MountProcessTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path temp;
  private StratusProcess stratus;
  private Path mountPoint;

  @BeforeEach
  void prepare() throws IOException {
    stratus = new StratusProcess(temp);
    mountPoint = Files.createDirectory(temp.toRealPath().resolve("mnt"));
  }

  @AfterEach
  void clean() throws Exception {
    if (isMounted()) {
      system("fusermount", "-u", "-z", mountPoint.toString());
    }
    await().atMost(SOON).until(() -> !isMounted());
  }

  private boolean isMounted() throws IOException {
    return MountTable.read().at(mountPoint).isPresent();
  }

  private static int system(String... words) throws Exception {
    Process process = new ProcessBuilder(words).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** What a program on the mount says; the test itself never touches it. */
  private static String shell(String script) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void mount() throws Exception {
    StratusProcess.Outcome outcome = stratus.run("mount", "photos", "mnt", "--embedded");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("Mounted photos at " + mountPoint);
  }

  private JsonNode status() throws Exception {
    StratusProcess.Outcome outcome = stratus.run("status", "mnt", "--json");
    assertThat(outcome.exitCode()).isZero();
    return new ObjectMapper().readTree(outcome.out()).get(0);
  }

  private long pid() throws Exception {
    return status().path("mount").path("pid").asLong();
  }

  private void awaitEnd(long pid) {
    await().atMost(SOON).until(() -> new DaemonProcess(pid).hasEnded() && !isMounted());
  }

  @Test
  void unmountWaitsForTheUploadsAndTheNextMountShowsThem() throws Exception {
    mount();
    assertThat(shell("mkdir mnt/d; printf hello > mnt/d/ü; cat mnt/d/ü".replace("mnt", at())))
        .isEqualTo("hello");
    assertThat(stratus.run("wait", "mnt/d/ü", "--timeout", "1m").exitCode()).isZero();
    long pid = pid();
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
    assertThat(isMounted()).isFalse();
    assertThat(new DaemonProcess(pid).hasEnded()).isTrue();
    assertThat(temp.resolve(".local/state/stratus/embedded/photos/d/ü")).hasContent("hello");

    mount();
    assertThat(shell("cat mnt/d/ü".replace("mnt", at()))).isEqualTo("hello");
    assertThat(stratus.run("unmount", "mnt", "--no-wait").exitCode()).isZero();
  }

  @Test
  void eventsTellWhatProgramsDoUntilTheMountEnds() throws Exception {
    mount();
    shell("mkdir mnt/d; printf hello > mnt/d/old".replace("mnt", at()));
    Path text = temp.resolve("events.txt");
    Path lines = temp.resolve("events.json");
    Path complaint = temp.resolve("events.err");
    Process all = stratus.start(text, complaint, "events");
    Path rounds = temp.resolve("rounds.txt");
    Process sync = stratus.start(rounds, temp.resolve("unused too"), "sync", "watch");
    Process some = stratus.start(lines, temp.resolve("unused"), "events", "mnt/d", "--json");
    await()
        .atMost(SOON)
        .until(
            () -> {
              shell("touch mnt/d/try; rm mnt/d/try".replace("mnt", at()));
              return Files.size(text) > 0 && Files.size(lines) > 0 && Files.size(rounds) > 0;
            });
    shell(
        "cd mnt/d; printf x > new; mv old other; mkdir e; printf x > e/below".replace("mnt", at()));
    await().atMost(SOON).until(() -> Files.readString(text).contains("ADDED     d/e/below\n"));
    assertThat(text).content().contains("ADDED     d/new\nRENAMED   d/old -> d/other\n");
    await().atMost(SOON).until(() -> Files.readString(lines).contains("\"path\":\"d/e\""));
    assertThat(lines)
        .content()
        .contains(
            "{\"type\":\"RENAMED\",\"path\":\"d/other\",\"from\":\"d/old\",\"directory\":false}")
        .doesNotContain("below");
    await().atMost(SOON).until(() -> Files.readString(rounds).endsWith("COMPLETED\n"));
    assertThat(rounds).content().contains("UPLOADING\n");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
    assertThat(sync.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(all.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(some.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(all.exitValue()).isEqualTo(1);
    assertThat(complaint).content().contains("The mount has ended.");
  }

  private String at() {
    return mountPoint.toString();
  }

  @Test
  void aSecondDaemonAndASecondMountAreRefused() throws Exception {
    mount();
    StratusProcess.Outcome same = stratus.run("mount", "photos", "mnt", "--embedded");
    assertThat(same.exitCode()).isEqualTo(1);
    assertThat(same.err()).contains("is a Stratus mount already");
    Files.createDirectory(temp.resolve("other"));
    StratusProcess.Outcome other = stratus.run("mount", "photos", "other", "--embedded");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("in use by another daemon (process " + pid() + ")");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void aMountInUseIsNotTakenAway() throws Exception {
    mount();
    Process user = new ProcessBuilder("sleep", "300").directory(mountPoint.toFile()).start();
    try {
      StratusProcess.Outcome busy = stratus.run("unmount", "mnt");
      assertThat(busy.exitCode()).isEqualTo(1);
      assertThat(busy.err()).contains("sleep (process " + user.pid() + ")");
      assertThat(status().path("sync").path("stopped").asBoolean()).isFalse();
    } finally {
      user.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void sigtermAndFusermountEndTheDaemonInOrder() throws Exception {
    mount();
    long pid = pid();
    assertThat(system("kill", "-TERM", Long.toString(pid))).isZero();
    awaitEnd(pid);

    mount();
    pid = pid();
    assertThat(system("fusermount", "-u", at())).isZero();
    awaitEnd(pid);
    assertThat(temp.resolve("run")).isEmptyDirectory();
  }

  @Test
  void sigintEndsTheForegroundWithZero() throws Exception {
    try (Foreground foreground = new Foreground()) {
      foreground.requireOrderlyEndAfter("INT");
    }
  }

  @Test
  void sigtermEndsInOrderThoughAProgramStaysInTheFolder() throws Exception {
    try (Foreground foreground = new Foreground()) {
      Process user = new ProcessBuilder("sleep", "300").directory(mountPoint.toFile()).start();
      try {
        foreground.requireOrderlyEndAfter("TERM");
      } finally {
        user.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  /** A mount that stays with its terminal. */
  private final class Foreground implements AutoCloseable {

    private final Process process;

    Foreground() throws Exception {
      Path out = temp.resolve("foreground.out");
      Path err = temp.resolve("foreground.err");
      process = stratus.start(out, err, "mount", "photos", "mnt", "--foreground");
      await().atMost(SOON).until(() -> Files.readString(out).startsWith("Mounted photos"));
    }

    void requireOrderlyEndAfter(String signal) throws Exception {
      assertThat(system("kill", "-" + signal, Long.toString(process.pid()))).isZero();
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(isMounted()).isFalse();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void afterAKillTheStaleMountIsClearedAndNothingIsLost() throws Exception {
    mount();
    assertThat(shell("printf kept > mnt/a".replace("mnt", at()))).isEmpty();
    long pid = pid();
    assertThat(system("kill", "-KILL", Long.toString(pid))).isZero();
    await().atMost(SOON).until(new DaemonProcess(pid)::hasEnded);
    StratusProcess.Outcome dead = stratus.run("unmount", "mnt");
    assertThat(dead.exitCode()).isEqualTo(3);
    assertThat(dead.err()).contains("No daemon serves");

    mount();
    assertThat(shell("cat mnt/a".replace("mnt", at()))).isEqualTo("kept");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
    assertThat(temp.resolve(".local/state/stratus/embedded/photos/a")).hasContent("kept");
  }

  @Test
  void damageIsFoundRepairedAndTold() throws Exception {
    mount();
    assertThat(shell("printf kept > mnt/a".replace("mnt", at()))).isEmpty();
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();
    StratusProcess.Outcome good = stratus.run("check", "mnt");
    assertThat(good.out()).isEqualTo("Nothing is wrong.\n");
    assertThat(good.exitCode()).isZero();

    Files.delete(inState("content/[0-9a-f]{2}/\\d+"));
    StratusProcess.Outcome found = stratus.run("check", "mnt");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out())
        .startsWith("found     a: its local copy is gone")
        .endsWith("1 found.\n");
    StratusProcess.Outcome repaired = stratus.run("check", "mnt", "--repair", "--json");
    assertThat(repaired.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(repaired.out()).path("repaired").asInt()).isEqualTo(1);
    assertThat(shell("cat mnt/a".replace("mnt", at()))).isEqualTo("kept");
    assertThat(stratus.run("check", "mnt").exitCode()).isZero();
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();

    Path index = inState("index\\.db");
    byte[] bytes = Files.readAllBytes(index);
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0x5a);
    Files.write(index, bytes);
    StratusProcess.Outcome anew = stratus.run("mount", "photos", "mnt", "--embedded");
    assertThat(anew.exitCode()).isZero();
    assertThat(anew.out()).contains("The index was damaged and is kept as " + index + ".damaged");
    assertThat(shell("cat mnt/a".replace("mnt", at()))).isEqualTo("kept");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  /** The one file in the state directory whose path ends so. */
  private Path inState(String end) throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve(".local/state/stratus"))) {
      List<Path> found = files.filter(file -> file.toString().matches(".*/" + end)).toList();
      assertThat(found).as(end).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void ctrlCEndsOnlyTheWaiting() throws Exception {
    mount();
    Process writer =
        new ProcessBuilder("sh", "-c", "exec 3>\"$0\"; printf kept >&3; sleep 300", at() + "/a")
            .start();
    try {
      await().atMost(SOON).until(() -> stratus.run("state", "mnt/a").exitCode() == 0);
      for (String command : List.of("wait", "unmount")) {
        await().atMost(SOON).until(() -> !hasClient());
        Path err = temp.resolve(command + ".err");
        Process waiting = stratus.start(temp.resolve(command + ".out"), err, command, "mnt");
        await().atMost(SOON).until(this::hasClient);
        assertThat(system("kill", "-INT", Long.toString(waiting.pid()))).isZero();
        assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.exitValue()).isEqualTo(130);
        assertThat(err).content().contains("Only the waiting has stopped");
      }
      assertThat(isMounted()).isTrue();
    } finally {
      writer.descendants().forEach(ProcessHandle::destroyForcibly);
      writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
    assertThat(temp.resolve(".local/state/stratus/embedded/photos/a")).hasContent("kept");
  }

  /** Whether the daemon has a client: the kernel lists the daemon's end under the socket's path. */
  private boolean hasClient() throws IOException {
    String connected = " 03 ";
    return Files.readAllLines(Path.of("/proc/net/unix")).stream()
        .anyMatch(line -> line.contains(connected) && line.contains(temp.resolve("run") + "/"));
  }

  @Test
  void namesThatAreNeverUploadedHoldNothingUp() throws Exception {
    mount();
    assertThat(shell("printf me > mnt/.~lock.a#".replace("mnt", at()))).isEmpty();
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();
    assertThat(stratus.run("state", "mnt/.~lock.a#").out()).contains("STOPPED");
    assertThat(shell("mv mnt/.~lock.a# mnt/a".replace("mnt", at()))).isEmpty();
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();
    assertThat(temp.resolve(".local/state/stratus/embedded/photos/a")).hasContent("me");
    StratusProcess.Outcome history = stratus.run("history", "mnt/a");
    assertThat(history.exitCode()).isEqualTo(1);
    assertThat(history.err()).contains("keeps no versions");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void stoppedFilesAreLeftSafeAndTold() throws Exception {
    mount();
    assertThat(stratus.run("sync", "stop", "mnt").exitCode()).isZero();
    assertThat(shell("printf kept > mnt/a".replace("mnt", at()))).isEmpty();
    StratusProcess.Outcome text = stratus.run("status", "mnt");
    assertThat(text.out().lines().findFirst()).get().asString().contains("STOPPED");
    StratusProcess.Outcome wait = stratus.run("wait", "mnt");
    assertThat(wait.exitCode()).isEqualTo(1);
    assertThat(wait.err()).contains("a: STOPPED");
    StratusProcess.Outcome unmount = stratus.run("unmount", "mnt");
    assertThat(unmount.exitCode()).isEqualTo(1);
    assertThat(unmount.err()).contains("safe for the next mount").contains("a: STOPPED");
    assertThat(isMounted()).isFalse();

    mount();
    assertThat(stratus.run("sync", "start", "mnt").exitCode()).isZero();
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void aBundleIsStoppedAndSwitchedOffForItself() throws Exception {
    mount();
    assertThat(stratus.run("sync", "stop", "mnt/b").exitCode()).isZero();
    assertThat(
            shell("mkdir mnt/b && printf kept > mnt/b/a && printf up > mnt/c".replace("mnt", at())))
        .isEmpty();
    assertThat(stratus.run("status", "mnt").out()).contains("STOPPED").contains("/b; 'stratus");
    assertThat(stratus.run("sync", "status", "mnt/b").out()).contains("b: sync is STOPPED");
    assertThat(stratus.run("wait", "mnt/c", "--timeout", "1m").exitCode()).isZero();
    assertThat(stratus.run("wait", "mnt/b").err()).contains("b/a: STOPPED");
    assertThat(stratus.run("sync", "start", "mnt/b/a").err()).contains("first-level directory");
    assertThat(stratus.run("sync", "start", "mnt/b").exitCode()).isZero();
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();

    assertThat(stratus.run("sync", "disable", "mnt/b").out()).contains("on, and OFF for b.");
    assertThat(stratus.run("sync", "disable", "mnt").out()).contains("OFF, and OFF for b.");
    assertThat(stratus.run("status", "mnt").out()).contains("the cloud is switched OFF");
    StratusProcess.Outcome refused = stratus.run("sync", "start", "mnt");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("switched off").contains("sync enable");
    assertThat(stratus.run("sync", "enable", "mnt").out()).contains("on, and OFF for b.");
    assertThat(stratus.run("sync", "status", "mnt/b").out()).contains("b: sync is switched OFF");
    assertThat(stratus.run("sync", "enable", "mnt/b").out()).contains("switched on.");
    assertThat(stratus.run("unmount", "mnt").exitCode()).isZero();
  }

  @Test
  void withTwoMountsTheWorkingDirectoryTellsWhichOneIsMeant() throws Exception {
    mount();
    Path other = Files.createDirectory(temp.resolve("other"));
    String bucket = temp.resolve("films").toString();
    stratus.run("mount", "films", "other", "--embedded", "--embedded-dir", bucket);
    try {
      assertThat(stratus.run("pause").err()).contains("There are 2 mounts");
      shell("mkdir -p mnt/d/e".replace("mnt", at()));
      assertThat(stratus.runIn(mountPoint.resolve("d/e"), "pause").exitCode()).isZero();
      assertThat(stratus.run("status", "mnt").out()).contains("sync is STOPPED");
      assertThat(stratus.run("status", "other").out()).contains("sync is running");
      assertThat(stratus.runIn(other, "sync", "status").out()).contains("sync is running");
    } finally {
      assertThat(stratus.run("unmount", "other", "--no-wait").exitCode()).isZero();
    }
    assertThat(stratus.run("unmount", "mnt", "--no-wait").exitCode()).isZero();
  }

  @Test
  void whatCommandsTellIsJsonForScripts() throws Exception {
    mount();
    assertThat(json("sync", "disable", "mnt").path("cloud").asBoolean(true)).isFalse();
    assertThat(json("sync", "enable", "mnt").path("cloud").asBoolean()).isTrue();
    assertThat(json("sync", "retry", "mnt").path(0).path("files").asInt(-1)).isZero();
    stratus.run("pause", "mnt");
    shell("printf kept > mnt/a".replace("mnt", at()));
    JsonNode left = json("unmount", "mnt");
    assertThat(left.path("remainingCount").asInt()).isEqualTo(1);
    assertThat(left.path("remaining").path(0).path("path").asText()).isEqualTo("a");
    assertThat(isMounted()).isFalse();
  }

  private JsonNode json(String... words) throws Exception {
    String[] all = Stream.concat(Arrays.stream(words), Stream.of("--json")).toArray(String[]::new);
    return new ObjectMapper().readTree(stratus.run(all).out());
  }
}
