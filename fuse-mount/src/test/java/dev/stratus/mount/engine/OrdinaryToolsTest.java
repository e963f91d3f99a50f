package dev.stratus.mount.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools of every day, in a mount that another process serves. */
class OrdinaryToolsTest {

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
  void touchChangesOneTimeAndLeavesTheOther() throws Exception {
    String times =
        view.sh(
            """
            touch -d 2001-02-03T04:05:06.789Z t
            touch -m -d 2010-01-01T00:00:00Z t; TZ=UTC stat -c '%x|%y' t
            touch -a -d 2020-01-01T00:00:00Z t; TZ=UTC stat -c '%x|%y' t
            """);

    assertThat(times)
        .isEqualTo(
            """
            2001-02-03 04:05:06.789000000 +0000|2010-01-01 00:00:00.000000000 +0000
            2020-01-01 00:00:00.000000000 +0000|2010-01-01 00:00:00.000000000 +0000\
            """);
  }

  @Test
  void touchWithoutATimeTakesNow() throws Exception {
    String age = view.sh("touch -d 2001-01-01 n; touch n; echo $(($(date +%s) - $(stat -c %Y n)))");

    assertThat(Integer.parseInt(age)).isBetween(-1, 5);
  }

  @Test
  void tarKeepsTimesAndModes() throws Exception {
    String shown =
        view.sh(
            """
            mkdir tar && cd tar
            mkdir -p a/b && echo x > a/b/f && chmod 640 a/b/f
            touch -d 2005-05-05T05:05:05Z a/b/f && touch -d 2006-06-06T06:06:06Z a/b
            tar cf t.tar a && rm -rf a && tar xf t.tar
            TZ=UTC stat -c '%a %y' a/b/f a/b
            """);

    assertThat(shown)
        .isEqualTo(
            """
            640 2005-05-05 05:05:05.000000000 +0000
            755 2006-06-06 06:06:06.000000000 +0000\
            """);
  }

  @Test
  void everyNameInUtf8Works() throws Exception {
    String shown =
        view.sh(
            """
            mkdir utf8 && cd utf8
            name=$(printf 'a\\xef\\xbf\\xbdb'); echo x > "$name"; ln -s "$name" link
            cat link; readlink link | od -An -tx1; ls | head -1 | od -An -tx1
            (mkdir $(printf 'c\\x80') 2>&1 || true) | grep -c 'Invalid or incomplete'
            """);

    assertThat(shown).isEqualTo("x\n 61 ef bf bd 62 0a\n 61 ef bf bd 62 0a\n1");
  }

  @Test
  void anOpenForReadingMayTruncate() throws Exception {
    String sizes =
        view.sh(
            """
            for flags in 0 os.O_CREAT; do
              echo text > t
              python3 -c "import os; os.close(os.open('t', os.O_RDONLY | os.O_TRUNC | $flags))"
              stat -c %s t
            done
            """);

    assertThat(sizes).isEqualTo("0\n0");
  }

  @Test
  void timesBefore1970Work() throws Exception {
    assertThat(view.sh("touch -d 1960-01-01T00:00:00.25Z old; TZ=UTC stat -c %y old"))
        .isEqualTo("1960-01-01 00:00:00.250000000 +0000");
  }

  @Test
  void aReadThatFailsIsAnErrorAndNotAShortFile() throws Exception {
    view.sh("head -c 1000000 /dev/zero > broken");

    Command.Outcome copy = view.run("cp broken copy");

    assertThat(copy.exitCode()).isNotZero();
    assertThat(copy.output()).contains("Input/output error");
  }

  @Test
  void aReadWithoutNetworkSaysSo() throws Exception {
    view.sh("echo x > offline");

    assertThat(view.run("cat offline").output()).contains("Network is unreachable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "größe", "漢字の名前", "🐧 emoji 🎉", "with blank\tand tab", "-dash"})
  void namesComeBackAsTheyWere(String name) throws Exception {
    view.sh("mkdir -p names; echo '" + name + "' > './names/" + name + "'");

    assertThat(utf8(view.sh("cd names; cat './" + name + "'"))).isEqualTo(name);
    assertThat(utf8(view.sh("cd names; ls -1 --quoting-style=literal --show-control-chars")))
        .contains(name);
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void namesMayBe255BytesLongAndNotMore() throws Exception {
    view.sh("touch $(printf 'n%.0s' {1..255})");

    assertThat(view.run("touch $(printf 'n%.0s' {1..256})").output())
        .contains("File name too long");
    assertThat(view.sh("ls | awk 'length > 250' | wc -l")).isEqualTo("1");
  }

  @Test
  void aNameThatIsNotUtf8IsRefusedByName() throws Exception {
    assertThat(view.run("touch $'bad-\\xff-name'").output())
        .contains("Invalid or incomplete multibyte or wide character");
  }

  @Test
  void linksAndSpecialFilesAreWhatTheyAre() throws Exception {
    String shown =
        view.sh(
            """
            mkdir kinds; cd kinds
            echo x > file; ln file hard; ln -s ../kinds/file soft; mkfifo fifo; mknod device c 1 3
            stat -c '%n %F %h' *; readlink soft; cat soft; stat -c '%t,%T' device
            """);

    assertThat(shown)
        .contains("fifo fifo 1", "file regular file 2", "hard regular file 2")
        .contains("soft symbolic link 1", "device character special file 1")
        .endsWith("../kinds/file\nx\n1,3");
  }

  @Test
  void aChangeThroughOneNameShowsAtOnceUnderTheOther() throws Exception {
    String shown =
        view.sh(
            """
            mkdir linked; cd linked
            for i in $(seq 50); do
              echo x > one; before=$(stat -c %h one)
              ln one other; linked=$(stat -c %h one); chmod 640 other; mode=$(stat -c %a one)
              rm one; echo $before $linked $mode $(stat -c %h other); rm other
            done
            """);
    assertThat(shown.lines()).hasSize(50).containsOnly("1 2 640 1");
  }

  @Test
  void fallocateMakesPunchesAndRefuses() throws Exception {
    view.sh(
        """
        fallocate -l 300000 a; test $(stat -c %s a) = 300000
        echo 0123456789 > b; fallocate -n -o 0 -l 100000 b; test $(stat -c %s b) = 11
        fallocate -p -o 2 -l 3 b; test "$(tr '\\0' . < b)" = 01...56789
        """);

    assertThat(view.run("fallocate -c -o 0 -l 4096 a").output()).contains("not supported");
  }

  @Test
  void dfShowsWhatTheViewSays() throws Exception {
    assertThat(view.sh("df -B4096 --output=source,size,used,avail . | tail -1 | tr -s ' '"))
        .isEqualTo("view,server 1000000 400000 500000");
  }

  @Test
  void attributesOfUserAreKeptAndOthersRefused() throws Exception {
    view.sh("echo x > x; setfattr -n user.colour -v blue x");

    assertThat(view.sh("getfattr --only-values -n user.colour x")).isEqualTo("blue");
    assertThat(view.sh("getfattr -d x")).contains("user.colour=\"blue\"");
    assertThat(view.run("setfattr -n trusted.t -v v x").output()).contains("not supported");
    assertThat(view.run("getfattr -n user.none x").output()).contains("No such attribute");
    view.sh("setfattr -x user.colour x; test -z \"$(getfattr -d x)\"");
  }

  @Test
  void chmodAndChownArrive() throws Exception {
    assertThat(
            view.sh("echo x > c; chmod 4711 c; chown 12:34 c; chown :56 c; stat -c '%a %u %g' c"))
        .endsWith("12 56");
  }

  @Test
  void appendTruncateAndExclusiveOpenWork() throws Exception {
    view.sh(
        """
        echo one > w; echo two >> w; test "$(cat w)" = "$(printf 'one\\ntwo')"
        echo three > w; test "$(cat w)" = three
        truncate -s 2 w; test "$(cat w)" = th
        """);

    assertThat(view.run("set -C; echo x > w").output()).contains("cannot overwrite existing file");
  }

  @Test
  void whatWasChangedInMappedMemoryKeepsItsPlaceInAFileOpenedToAppend() throws Exception {
    assertThat(
            view.sh(
                """
                printf 'old content' > mapped; python3 - <<'EOF'
                import mmap
                with open('mapped', 'a+b') as f:
                    memory = mmap.mmap(f.fileno(), 0); memory[0:3] = b'NEW'; memory.flush()
                EOF
                cat mapped
                """))
        .isEqualTo("NEW content");
  }

  @Test
  void aProgramMayBeginAndEndToAppendWhileTheFileIsOpen() throws Exception {
    assertThat(
            view.sh(
                """
                printf 0123456789 > changed; ln changed other; python3 - <<'EOF'
                import fcntl, os
                file = os.open('changed', os.O_RDWR | os.O_APPEND)
                fcntl.fcntl(file, fcntl.F_SETFL, 0); os.pwrite(file, b'X', 0)
                with open('other', 'a') as end: end.write('more')
                fcntl.fcntl(file, fcntl.F_SETFL, os.O_APPEND); os.write(file, b'!')
                EOF
                cat changed
                """))
        .isEqualTo("X123456789more!");
  }

  @Test
  void lockFilesAndRenamesOverFilesWork() throws Exception {
    view.sh(
        """
        flock lock true
        echo old > final; echo new > tmp; mv tmp final; test "$(cat final)" = new
        mkdir d; echo x > d/f; mv d e; test "$(cat e/f)" = x
        """);

    assertThat(view.run("mkdir full empty; touch full/f; mv -T empty full").output())
        .contains("Directory not empty");
  }

  @Test
  void aDirectoryOfManyFilesIsListedWholeAndRemoved() throws Exception {
    String count =
        view.sh(
            """
            mkdir many; cd many
            for i in $(seq 20000); do : > file-$i; done
            ls | sort -u | wc -l; ls -a | wc -l
            cd ..; rm -rf many; test ! -e many
            """);

    assertThat(count).isEqualTo("20000\n20002");
  }

  @Test
  void largeFilesComeBackAsTheyWere() throws Exception {
    view.sh(
        """
        head -c 20000000 /dev/urandom > random; cp random again; cmp random again
        dd if=random of=pieces bs=7777 status=none; cmp random pieces
        """);
  }

  @Test
  void inodeNumbersInListingsAreThoseOfStat() throws Exception {
    view.sh(
        "mkdir inodes; touch inodes/{a,b,c}; diff <(ls -1i inodes) <(stat -c '%i %n' inodes/* | sed 's,inodes/,,')");
  }
}
