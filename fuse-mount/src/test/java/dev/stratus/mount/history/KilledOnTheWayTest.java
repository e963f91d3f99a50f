package dev.stratus.mount.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.mount.cli.MinioMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon is killed while versions come back, files go to the trash and return, or get names
 * that stay here and lose them: each file is whole afterwards, in one of its places. {@code
 * -Dstratus.kill.rounds} and {@code -Dstratus.kill.seed} make it longer, or another one.
 */
@Tag("mount")
@Tag("minio")
@Timeout(600)
final class KilledOnTheWayTest {

  private static final int ROUNDS = Integer.getInteger("stratus.kill.rounds", 2);
  private static final long SEED = Long.getLong("stratus.kill.seed", 1);
  private static final int FILES = 40;

  /** Makes the files, each with bytes of its own. */
  private static final String MAKE =
      "for i in $(seq "
          + FILES
          + "); do yes $i | head -c $((i * 3000)) > f$i; setfattr -n user.n -v $i f$i; done; ";

  /**
   * Prints what is wrong with the files {@code $1$i}, where they are, or in the places after it.
   */
  private static final String LOOK =
      "look() { for i in $(seq "
          + FILES
          + "); do n=0; for f in \"$@\"; do f=$(echo \"$f\" | sed \"s/@/$i/\");"
          + " for f in $f; do test -e $f || continue; n=$((n + 1));"
          + " yes $i | head -c $((i * 3000)) | cmp -s - $f || echo BROKEN $f;"
          + " test $(getfattr --only-values -n user.n $f) = $i || echo UNDRESSED $f;"
          + " done; done; echo $i $n; done; }; look ";

  private final Random random = new Random(SEED);
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

  /** Kills the daemon in the middle of what a process does, and begins its next life. */
  private void killWithin(int millis, Process process, String... options) throws Exception {
    try {
      mount.pause(random.nextInt(millis));
      mount.kill();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    mount.mount(options);
  }

  /** That each file is whole, and is in so many of its places. */
  private void assertWhole(int least, int most, String places) throws Exception {
    List<String> found = mount.shell(LOOK + places).lines().toList();
    assertThat(found).as("places of the files, seed %d", SEED).hasSize(FILES);
    assertThat(found)
        .allSatisfy(
            line ->
                assertThat(Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                    .as("places of %s, seed %d", line, SEED)
                    .isBetween(least, most));
  }

  @Test
  void aFileIsOneOfItsVersionsWhole() throws Exception {
    String limit = "2M";
    mount.mount("--download-limit", limit);
    mount.tell("versioning", "enable", "mnt");
    mount.shell("yes one | head -c 2000000 > f");
    mount.synced();
    mount.shell("yes second | head -c 2000000 > f");
    mount.synced();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      Process restore = mount.begin("restore" + round, "restore", "mnt/f");
      killWithin(3_500, restore, "--download-limit", limit);
      assertThat(mount.shell("ls -A; wc -c < f; tr -d '\\n' < f | head -c 3; sort -u f | wc -l"))
          .as("round %d, seed %d", round, SEED)
          .matches("f\n2000000\n(one|sec)[12]\n");
      mount.synced();
    }
    assertThat(mount.tell("check", "mnt")).isEqualTo("Nothing is wrong.\n");
  }

  @Test
  void aFileIsInTheFolderOrInTheTrash() throws Exception {
    mount.mount();
    mount.shell(MAKE);
    mount.synced();
    for (int round = 0; round < ROUNDS; round++) {
      killWithin(
          300, mount.program("for f in f*; do setfattr -n user.cloud.recycle -v 1 $f; done"));
      assertWhole(1, 1, "f@ .trash/f@_*");
      mount.shell("for f in $(ls | grep ^f); do setfattr -n user.cloud.recycle -v 1 $f; done");
      killWithin(
          300, mount.program("for f in .trash/*; do setfattr -n user.cloud.recycle -v 0 $f; done"));
      assertWhole(1, 2, "f@ 'f@(1)' .trash/f@_*");
      mount.shell(
          "for f in .trash/*_*; do test ! -e $f || if test -e $(basename ${f%_*}); then rm $f;"
              + " else setfattr -n user.cloud.recycle -v 0 $f; fi; done");
      assertWhole(1, 1, "f@ .trash/f@_*");
      assertThat(mount.shell("ls -A | wc -l").strip()).isEqualTo(Integer.toString(FILES));
    }
    mount.synced();
    assertThat(mount.tell("check", "mnt")).isEqualTo("Nothing is wrong.\n");
    mount.unmount();
    mount.mount("--state-dir", temp.resolve("other").toString());
    assertWhole(1, 1, "f@");
  }

  @Test
  void aFileIsUnderTheNameThatGoesUpOrUnderTheOneThatStays() throws Exception {
    String[] ignore = {"--ignore", "*.part"};
    mount.mount(ignore);
    mount.shell(MAKE);
    mount.synced();
    for (int round = 0; round < ROUNDS; round++) {
      mount.shell(
          "for i in $(seq 1 2 " + FILES + "); do setfattr -n user.cloud.location -v 2 f$i; done");
      killWithin(600, mount.program("for f in f*; do mv $f $f.part; done; sleep 1"), ignore);
      assertWhole(1, 1, "f@ f@.part");
      killWithin(
          600, mount.program("for f in f*.part; do mv $f ${f%.part}; done; sleep 1"), ignore);
      assertWhole(1, 1, "f@ f@.part");
      mount.shell("for f in $(ls | grep part || true); do mv $f ${f%.part}; done");
      mount.synced();
    }
    assertThat(mount.tell("check", "mnt")).isEqualTo("Nothing is wrong.\n");
    mount.unmount();
    mount.mount("--state-dir", temp.resolve("other").toString());
    assertWhole(1, 1, "f@");
  }
}
