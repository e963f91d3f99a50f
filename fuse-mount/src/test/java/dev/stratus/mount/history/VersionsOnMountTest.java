package dev.stratus.mount.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stratus.mount.cli.MinioMount;
import dev.stratus.mount.cli.StratusProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions in a bucket of a real server, by the commands, beside programs that use the files. */
@Tag("mount")
@Tag("minio")
@Timeout(300)
final class VersionsOnMountTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path temp;
  private MinioMount mount;

  @BeforeEach
  void prepare() throws Exception {
    mount = new MinioMount(temp);
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  private void mountWithVersions(String... options) throws Exception {
    mount.mount(options);
    assertThat(mount.tell("versioning", "enable", "mnt")).contains("from now on");
  }

  /** Writes a file as a program does, and waits until it is a version. */
  private void save(String name, String text) throws Exception {
    mount.shell("printf '%s' '" + text + "' > '" + name + "'");
    mount.synced();
  }

  private List<JsonNode> history(String path) throws Exception {
    JsonNode list = new ObjectMapper().readTree(mount.tell("history", "mnt/" + path, "--json"));
    List<JsonNode> versions = new ArrayList<>();
    list.forEach(versions::add);
    return versions;
  }

  private String version(String path, int place) throws Exception {
    return history(path).get(place).path("version").asText();
  }

  private void assertRefused(String reason, String... words) throws Exception {
    StratusProcess.Outcome outcome = mount.run(words);
    assertThat(outcome.exitCode()).as(String.join(" ", words)).isIn(1, 2);
    assertThat(outcome.err()).contains(reason);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void aBucketKeepsVersionsOnceItWasToldTo() throws Exception {
    mount.mount();
    save("f", "before");
    assertThat(mount.tell("versioning", "status", "mnt", "--json")).contains("\"keeps\" : false");
    assertRefused("stratus versioning enable", "history", "mnt/f");
    assertRefused("stratus versioning enable", "restore", "mnt/f");
    mount.tell("versioning", "enable", "mnt");
    assertThat(mount.tell("versioning", "status", "mnt", "--json")).contains("\"keeps\" : true");
    save("f", "one");
    mount.shell("chmod 640 f; setfattr -n user.note -v mine f");
    save("f", "second");
    assertThat(history("f")).extracting(v -> v.path("size").asInt()).startsWith(6, 3).endsWith(6);
    assertThat(mount.tell("history", "mnt/f", "--sha256", "--limit", "1").strip())
        .endsWith("16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4");

    assertThat(mount.tell("restore", "mnt/f")).contains("3 bytes");
    assertThat(mount.shell("cat f; stat -c ' %a' f; getfattr --only-values -n user.note f"))
        .isEqualTo("one 640\nmine");
    mount.synced();
    String before = history("f").get(history("f").size() - 1).path("version").asText();
    mount.tell("restore", "mnt/f", "--version", before);
    assertThat(
            mount.tell("restore", "mnt/f", "--version", before, "--to", "mnt/new/d/old", "--json"))
        .contains("\"path\" : \"new/d/old\"")
        .contains("\"version\" : \"" + before + "\"");
    assertThat(mount.shell("cat f new/d/old; ls -A . new/d"))
        .isEqualTo("beforebefore.:\nf\nnew\n\nnew/d:\nold\n");
    assertRefused("is taken", "restore", "mnt/f", "--to", "mnt/new/d/old");
    mount.synced();
    mount.unmount();

    mount.mount("--state-dir", temp.resolve("other").toString());
    assertThat(mount.shell("cat f new/d/old")).isEqualTo("beforebefore");
    mount.unmount();
  }

  @Test
  void whoHasTheFileOpenLosesNothing() throws Exception {
    mountWithVersions();
    save("f", "one");
    save("f", "second");
    Process writer = mount.program("exec 3>>f; printf more >&3; read -r line");
    try {
      await().atMost(SOON).until(() -> mount.shell("cat f").equals("secondmore"));
      assertRefused("is open", "restore", "mnt/f");
      assertThat(mount.shell("cat f")).isEqualTo("secondmore");
    } finally {
      writer.getOutputStream().close();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    mount.synced();

    Process reader = mount.program("exec 3<f; touch ../reading; read -r line || true; cat <&3");
    try {
      await().atMost(SOON).until(() -> Files.exists(temp.resolve("reading")));
      assertRefused("is open", "restore", "mnt/f", "--version", version("f", 2));
    } finally {
      reader.getOutputStream().close();
      assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(reader.getInputStream()).hasContent("secondmore");
    mount.tell("restore", "mnt/f", "--version", version("f", 2));
    assertThat(mount.shell("cat f")).isEqualTo("one");
  }

  @Test
  void aSaveWhileAVersionComesIsNotReplaced() throws Exception {
    mountWithVersions("--download-limit", "256K");
    mount.shell("head -c 2M /dev/zero > f");
    mount.synced();
    save("f", "second");
    Process restoring = mount.begin("restoring", "restore", "mnt/f");
    try {
      await().atMost(SOON).until(() -> mount.shell("ls -A").contains(".stratus-restore-"));
      mount.tell("sync", "stop", "mnt");
      mount.shell("printf mine > f");
      assertThat(restoring.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      restoring.destroyForcibly();
    }
    assertThat(restoring.exitValue()).isEqualTo(1);
    assertThat(temp.resolve("restoring.err")).content().contains("not in the cloud");
    assertThat(mount.shell("cat f; ls -A")).isEqualTo("minef\n");
  }

  @Test
  void aRestoreGoesOnWhenNobodyWaitsForIt() throws Exception {
    mountWithVersions("--download-limit", "1M");
    mount.shell("head -c 2M /dev/zero > f");
    mount.synced();
    save("f", "second");
    Process restoring = mount.begin("restoring", "restore", "mnt/f");
    try {
      await().atMost(SOON).until(() -> mount.shell("ls -A").contains(".stratus-restore-"));
      new ProcessBuilder("kill", "-INT", Long.toString(restoring.pid())).start().waitFor();
      assertThat(restoring.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      restoring.destroyForcibly();
    }
    assertThat(restoring.exitValue()).isEqualTo(130);
    assertThat(temp.resolve("restoring.err")).content().contains("Only the waiting has stopped");
    await().atMost(SOON).until(() -> mount.shell("wc -c < f").strip().equals("2097152"));
    assertThat(mount.shell("ls -A")).isEqualTo("f\n");
  }

  @Test
  void whatIsGoneOrElsewhereIsFoundUnderItsOldName() throws Exception {
    mountWithVersions();
    save("f", "one");
    save("f", "second");
    mount.shell("mv f g");
    mount.synced();
    assertThat(history("f").get(0).path("deleted").asBoolean()).isTrue();
    assertThat(history("g")).hasSize(1);
    assertRefused("no other version of g", "restore", "mnt/g");
    assertRefused("is its deletion", "restore", "mnt/f", "--version", version("f", 0));
    assertThat(mount.shell("ls")).isEqualTo("g\n");
    mount.tell("restore", "mnt/f", "--version", version("f", 2));
    assertThat(mount.shell("cat f g")).isEqualTo("onesecond");
    mount.synced();
    mount.shell("rm f");
    mount.synced();
    mount.tell("restore", "mnt/f");
    assertThat(mount.shell("cat f")).isEqualTo("one");
    mount.shell("rm f; mkdir f");
    assertRefused("Only files", "restore", "mnt/f");
  }

  @Test
  void tricksWithPathsAndVersionsChangeNothing() throws Exception {
    mountWithVersions();
    save("f", "one");
    save("f", "second");
    Path outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
    mount.shell("ln -s " + outside + " out; ln -s f in; ln -s . here");
    for (String to :
        List.of(
            "mnt/../outside/x",
            outside + "/x",
            "mnt/out/x",
            "mnt",
            "mnt/",
            "mnt/f/x",
            "mnt/.stratus/x",
            "mnt/" + "n".repeat(256),
            "mnt/in",
            "mnt/here")) {
      StratusProcess.Outcome outcome = mount.run("restore", "mnt/f", "--to", to);
      assertThat(outcome.exitCode()).as(to).isIn(1, 2);
      assertThat(outcome.err()).as(to).startsWith("stratus: ").doesNotContain("Exception");
    }
    for (String id : List.of("", "null", "../f", "n".repeat(5000), "a\nb", "%00", "ü")) {
      assertRefused("keeps no version", "restore", "mnt/f", "--version", id);
    }
    assertRefused("Only files", "restore", "mnt/in");
    assertRefused("Only files", "history", "mnt");
    assertThat(outside).isEmptyDirectory();
    assertThat(mount.shell("cat f; ls -A")).isEqualTo("secondf\nhere\nin\nout\n");
    mount.tell("restore", "mnt/here/f");
    assertThat(mount.shell("cat f")).isEqualTo("one");
  }

  @Test
  void aProgramTakesAnOldVersionThroughTheSocket() throws Exception {
    mountWithVersions();
    mount.shell("mkdir notes");
    save("notes/f", "one");
    save("notes/f", "second");
    assertThat(mount.java(VersionProgram.class))
        .containsExactly(
            "6 16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4",
            "3 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
            "VersionDownloadProgress[state=COMPLETED, progress=100, errType=NO_ERROR]",
            "/notes/.cloudFileVersionConflict/f",
            "second",
            "one",
            "22400007",
            "22400007",
            "14000002",
            "false");
    mount.synced();
    assertThat(mount.shell("ls -A notes notes/.cloudFileVersionConflict"))
        .isEqualTo("notes:\n.cloudFileVersionConflict\nf\n\nnotes/.cloudFileVersionConflict:\n");
    assertThat(history("notes/f")).hasSize(3);
  }
}
