package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that programs hold open while others rename, remove and wait. */
class OpenFilesTest {

  @TempDir static Path directory;
  private static MountedView view;

  @BeforeAll
  static void mount() throws IOException {
    view = MountedView.start(directory);
  }

  @AfterAll
  static void unmount() throws IOException {
    view.close();
  }

  @Test
  void anUnlinkedFileLivesOnUntilItIsClosed() throws Exception {
    String shown =
        view.sh(
            """
            mkdir u; cd u; echo hello > f; exec 3<>f; rm f
            ls -A | wc -l
            cat /proc/$$/fd/3; echo more >&3; stat -L -c '%h %s' /proc/$$/fd/3
            chmod 600 /proc/$$/fd/3; touch -d 2001-01-01T00:00:00Z /proc/$$/fd/3
            truncate -s 3 /proc/$$/fd/3; stat -L -c '%a %s' /proc/$$/fd/3; cat /proc/$$/fd/3
            exec 3>&-; ls -A | wc -l; cd ..; rmdir u
            """);

    assertThat(shown).isEqualTo("0\nhello\n0 6\n600 3\nmor0");
  }

  @Test
  void theDirectoryOfAnUnlinkedOpenFileCanBeRemoved() throws Exception {
    assertThat(
            view.sh(
                """
                mkdir r; echo hello > r/f; exec 3<>r/f; rm -rf r; test ! -e r; read -r a <&3; echo $a
                python3 - <<'EOF'
                import os
                os.ftruncate(3, 2); os.fchmod(3, 0o640); os.utime(3, (5, 7.5))
                s = os.fstat(3); print(s.st_size, oct(s.st_mode), s.st_nlink, s.st_atime, s.st_mtime)
                EOF
                """))
        .isEqualTo("hello\n2 0o100640 0 5.0 7.5");
  }

  @Test
  void anOpenFileThatLostOneOfItsNamesKnowsHowManyItHas() throws Exception {
    assertThat(
            view.sh(
                """
                echo x > one; ln one two; exec 3<one; rm one; stat -L -c %h /proc/$$/fd/3
                cat <&3; stat -L -c %h /proc/$$/fd/3
                chmod 600 /proc/$$/fd/3; stat -L -c %h /proc/$$/fd/3
                ln -L /proc/$$/fd/3 three; stat -c %h two; rm two three; stat -L -c %h /proc/$$/fd/3
                """))
        .isEqualTo("1\nx\n1\n1\n2\n0");
  }

  @Test
  void aNameOverWhichFilesAreRenamedIsAlwaysThere() throws Exception {
    assertThat(
            view.sh(
                """
                echo 0 > name
                (for i in $(seq 400); do echo $i > name.new; mv name.new name; done) & renamer=$!
                python3 - $renamer <<'EOF'
                import errno, os, sys
                asked = missing = stale = 0
                while os.path.exists('/proc/' + sys.argv[1] + '/exe'):
                    for ask in (lambda: os.close(os.open('name', os.O_RDONLY)),
                                lambda: os.close(os.open('name', os.O_RDWR | os.O_CREAT)),
                                lambda: os.stat('name'), lambda: os.chmod('name', 0o644)):
                        asked += 1
                        try: ask()
                        except OSError as e:
                            missing += e.errno == errno.ENOENT; stale += e.errno != errno.ENOENT
                print(missing, stale <= asked / 100, asked > 1000)
                EOF
                """))
        .isEqualTo("0 True True");
  }

  @Test
  void whatIsAskedOfARemovedDirectoryIsNotThere() throws Exception {
    assertThat(view.run("mkdir gone; cd gone; rmdir ../gone; ls .").output())
        .contains("No such file or directory");
  }

  @Test
  void theCloseOfAWriterSaysWhatWentWrongAndThatOfAReaderAsksNothing() throws Exception {
    view.sh(": > full");
    String open = "import os; os.close(os.open('full', os.O_%s))";

    view.sh("python3 -c \"" + open.formatted("RDONLY") + "\"");
    Command.Outcome writer = view.run("python3 -c \"" + open.formatted("RDWR") + "\"");

    assertThat(writer.exitCode()).isNotZero();
    assertThat(writer.output()).contains("No space left on device");
  }

  @Test
  void aReaderKeepsTheOldBytesOfAFileThatIsReplaced() throws Exception {
    assertThat(
            view.sh(
                """
                echo old > final; exec 3<final; echo new > tmp; mv tmp final
                cat <&3; cat final; ls -A | grep -c hidden || true
                """))
        .isEqualTo("old\nnew\n0");
  }

  @Test
  void bytesThatTookThePlaceOfOthersOfTheSameSizeAndTimeAreRead() throws Exception {
    assertThat(view.sh("echo 0 > renewed; cat renewed renewed; stat -c %s renewed; cat renewed"))
        .isEqualTo("1\n2\n2\n3");
  }

  @Test
  void aQuarterOfAMebibyteGoesIntoOneRequest() throws Exception {
    view.sh(": > widest; dd if=/dev/zero of=widest conv=notrunc bs=256K count=4 status=none");

    assertThat(view.sh("dd if=widest iflag=direct bs=4K count=1 status=none | head -n 1"))
        .isEqualTo("262144");
  }

  @Test
  void aFailedReplacementLeavesTheOpenTarget() throws Exception {
    assertThat(view.run("echo x > t; mkdir s; exec 3<t; mv -T s t").exitCode()).isNotZero();

    assertThat(view.sh("cat t")).isEqualTo("x");
  }

  /** libfuse's own names are its own only when libfuse itself gives them. */
  @Test
  void aProgramMayUseNamesLikeThoseOfHiddenFiles() throws Exception {
    assertThat(
            view.sh(
                """
                mkdir h; cd h; echo x > f; exec 3<f
                mv f .fuse_hidden0000000100000001; ls -A; cat .fuse_hidden0000000100000001
                rm .fuse_hidden0000000100000001; ls -A | wc -l
                """))
        .isEqualTo(".fuse_hidden0000000100000001\nx\n0");
  }

  @Test
  void stalledReadsHoldUpNobodyElse() throws Exception {
    view.sh("mkdir s; echo cached > s/cached; for i in $(seq 200); do echo x > s/stalled-$i; done");
    List<Process> readers = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      readers.add(view.start("exec cat s/stalled-" + i));
    }
    try {
      awaitOpened(readers);
      long start = System.nanoTime();

      assertThat(view.sh("mv s moved; ls moved | wc -l; cat moved/cached; mkdir s2; rmdir s2"))
          .isEqualTo("201\ncached");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(readers).allMatch(Process::isAlive);
    } finally {
      readers.forEach(Process::destroy);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(readers).noneMatch(Process::isAlive));
  }

  @Test
  void aTimerDoesNotEndAWaitForBytesButCtrlCDoes() throws Exception {
    String shown =
        view.sh(
            """
            echo x > stalled-timer
            perl -MFcntl -e '
              $SIG{ALRM} = sub { $alarms++ }; $SIG{INT} = sub { $ints++ };
              sysopen(F, "stalled-timer", Fcntl::O_DIRECT()) or die; alarm 1;
              if (!fork) { sleep 2; kill "INT", getppid; exit }
              sysread(F, $b, 10) and die "read"; print 0 + $!, " $alarms $ints"'
            """);

    assertThat(shown).isEqualTo(Errnos.EINTR + " 1 1");
  }

  /** Each reader sleeps in the kernel's FUSE code once its read has been sent. */
  private static void awaitOpened(List<Process> readers) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(readers)
                    .allSatisfy(
                        reader ->
                            assertThat(Path.of("/proc/" + reader.pid() + "/fd/3"))
                                .isSymbolicLink()));
  }
}
