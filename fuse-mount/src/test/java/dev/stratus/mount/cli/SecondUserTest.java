package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.sync.control.RuntimeDirectory;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What another user hears of a mount's daemon, told by the kernel who asks. Another user can be
 * played by root only.
 */
@Timeout(300)
class SecondUserTest {

  /** The user that nothing belongs to. */
  private static final String NOBODY = "65534";

  /** A program of the JDK alone, since another user may not read what this test is made of. */
  private static final String PROGRAM =
      """
      import java.io.BufferedReader;
      import java.io.PrintStream;
      import java.net.UnixDomainSocketAddress;
      import java.nio.channels.Channels;
      import java.nio.channels.SocketChannel;

      public class Ask {
        public static void main(String[] lines) throws Exception {
          try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(lines[0]))) {
            PrintStream out = new PrintStream(Channels.newOutputStream(channel), true, "UTF-8");
            BufferedReader in = new BufferedReader(Channels.newReader(channel, "UTF-8"));
            for (int i = 1; i < lines.length; i++) {
              out.print(lines[i] + "\\n");
              out.flush();
              String reply = in.readLine();
              while (reply.contains("\\"reply\\":\\"progress\\"")) {
                reply = in.readLine();
              }
              System.out.println(reply);
            }
          }
        }
      }
      """;

  /** Takes as many connections as it is given, and keeps them until its input ends. */
  private static final String GREEDY =
      """
      import java.net.UnixDomainSocketAddress;
      import java.nio.ByteBuffer;
      import java.nio.channels.SocketChannel;
      import java.util.ArrayList;
      import java.util.List;

      public class Take {
        public static void main(String[] arguments) throws Exception {
          List<SocketChannel> taken = new ArrayList<>();
          for (int i = 0; i < 70; i++) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
            try {
              channel.write(ByteBuffer.wrap((arguments[1] + (char) 10).getBytes()));
              if (channel.read(ByteBuffer.allocate(100)) > 0) {
                taken.add(channel);
              }
            } catch (java.io.IOException e) {
              channel.close(); // turned away
            }
          }
          System.out.println(taken.size());
          System.in.read();
        }
      }
      """;

  private Path temp;
  private StratusProcess stratus;
  private Path mountPoint;

  @BeforeEach
  void prepare() throws IOException {
    assumeThat(RuntimeDirectory.currentUid()).isZero();
    assumeThat(Path.of("/usr/bin/setpriv")).exists();
    // Where the tests put their files, nobody else may go.
    temp = Files.createTempDirectory(Path.of("/tmp"), "second-user").toRealPath();
    stratus = new StratusProcess(temp);
    mountPoint = Files.createDirectory(temp.resolve("mnt"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(temp.resolve("Ask.java"), PROGRAM);
    Files.writeString(temp.resolve("Take.java"), GREEDY);
  }

  @AfterEach
  void unmount() throws Exception {
    if (temp != null) {
      if (isMounted()) {
        assertThat(stratus.run("unmount", "mnt", "--no-wait").exitCode()).isZero();
      }
      PathUtils.deleteDirectory(temp);
    }
  }

  private boolean isMounted() throws IOException {
    return MountTable.read().at(mountPoint).isPresent();
  }

  private void mount(String permissions) throws Exception {
    Files.writeString(temp.resolve("c.yaml"), "permissions:\n" + permissions);
    StratusProcess.Outcome outcome =
        stratus.run("mount", "photos", "mnt", "--embedded", "--allow-other", "--config", "c.yaml");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    shell("mkdir notes; echo a > notes/a; echo s > notes/secret; chmod 600 notes/secret");
    assertThat(stratus.run("wait", "mnt", "--timeout", "1m").exitCode()).isZero();
  }

  private void shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-ec", script).directory(mountPoint.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** What nobody gets for some requests. */
  private List<String> ask(String... requests) throws Exception {
    Path out = temp.resolve("out.txt");
    Process process = begin("Ask.java", out, requests);
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  /** Starts a program as nobody. */
  private Process begin(String program, Path out, String... requests) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(temp.resolve(program).toString());
    command.add(socket().toString());
    for (String request : requests) {
      command.add(request.replace("MNT", mountPoint.toString()));
    }
    return new ProcessBuilder(command)
        .directory(Path.of("/").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(out.toFile())
        .start();
  }

  private Path socket() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("run"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void withoutPermissionNothingIsAnsweredButThatThereIsAMount() throws Exception {
    mount("  " + NOBODY + ": CLOUDFILE_SYNC\n");
    await().atMost(Duration.ofSeconds(60)).until(this::isMounted);
    List<String> replies =
        ask(
            "{\"request\":\"status\"}",
            "{\"request\":\"state\",\"path\":\"MNT/notes/a\",\"recursive\":false}",
            "{\"request\":\"optimize-space\",\"dryRun\":true}",
            "{\"request\":\"unmount\",\"waiting\":false}");
    assertThat(replies.get(0)).contains("\"reply\":\"result\"").doesNotContain("notes");
    assertThat(replies.get(1)).contains("NOT_SYSTEM");
    assertThat(replies.get(2)).contains("NOT_SYSTEM");
    assertThat(replies.get(3)).contains("DENIED");
    assertThat(isMounted()).isTrue();
  }

  @Test
  void whoOwnsABundleHearsOfWhatItMayReadThere() throws Exception {
    mount("  '@" + NOBODY + "': bundle=notes\n");
    List<String> replies =
        ask(
            "{\"request\":\"state\",\"path\":\"MNT/notes/a\",\"recursive\":false}",
            "{\"request\":\"state\",\"path\":\"MNT/notes/secret\",\"recursive\":false}",
            "{\"request\":\"state\",\"path\":\"MNT/notes/none\",\"recursive\":false}",
            "{\"request\":\"state\",\"path\":\"MNT/other\",\"recursive\":false}",
            "{\"request\":\"dance\"}");
    assertThat(replies.get(0)).contains("UPLOAD_SUCCESS");
    assertThat(replies.get(1)).contains("DENIED").doesNotContain("UPLOAD_SUCCESS");
    assertThat(replies.get(2)).doesNotContain("DENIED").contains("\"reply\":\"error\"");
    assertThat(replies.get(3)).contains("DENIED");
    assertThat(replies.get(4)).contains("INVALID");
  }

  @Test
  void whoWasGivenNothingIsNotEvenToldWhatIsMalformed() throws Exception {
    mount("  daemon: CLOUDFILE_SYNC\n");
    assertThat(ask("{\"request\":\"dance\"}").get(0)).contains("DENIED");
  }

  @Test
  void othersLeaveAPlaceToTheOwner() throws Exception {
    mount("  " + NOBODY + ": CLOUDFILE_SYNC\n");
    Path out = temp.resolve("taken.txt");
    Process greedy = begin("Take.java", out, "{\"request\":\"protocol\"}");
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(out) > 0);
      assertThat(Integer.parseInt(Files.readString(out).strip())).isBetween(1, 40);
      assertThat(stratus.run("status", "mnt").exitCode()).isZero();
    } finally {
      greedy.destroyForcibly().waitFor();
    }
  }
}
