package dev.stratus.mount.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.mount.cli.MinioMount;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trash as programs see it, in a mount of a real server's bucket. */
@Tag("mount")
@Tag("minio")
@Timeout(300)
final class TrashOnMountTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Prints an attribute of the one file that is in the trash. */
  private static final String VALUE = "getfattr --only-values -n user.cloud.%s .trash/*; echo; ";

  @TempDir Path temp;
  private MinioMount mount;

  @BeforeEach
  void prepare() throws Exception {
    mount = new MinioMount(temp);
    mount.mount();
  }

  @AfterEach
  void clean() throws Exception {
    mount.close();
  }

  private boolean isThere(String key) throws Exception {
    try (S3Store store = mount.store()) {
      return store.find(new ObjectKey(key)).isPresent();
    }
  }

  private void makeFile(String name) throws Exception {
    mount.shell(
        "mkdir -p d; printf precious > d/"
            + name
            + "; chmod 640 d/* ; touch -d 2001-02-03T04:05:06Z d/*; setfattr -n user.note -v mine d/*");
    mount.synced();
  }

  private void assertIsAsItWas(String path) throws Exception {
    assertThat(mount.shell("cat " + path + "; TZ=UTC stat -c ' %a %y' " + path))
        .isEqualTo("precious 640 2001-02-03 04:05:06.000000000 +0000\n");
    assertThat(mount.shell("getfattr --only-values -n user.note " + path)).isEqualTo("mine");
  }

  @Test
  void whatIsRecycledIsInTheTrashAndComesBackAsItWas() throws Exception {
    makeFile("f.txt");
    mount.shell("setfattr -n user.cloud.recycle -v 1 d/f.txt; test ! -e d/f.txt");
    mount.synced();
    assertThat(isThere("d/f.txt")).isFalse();
    assertThat(mount.shell("ls -A; ls .trash")).matches("d\nf\\.txt_\\d+\n");
    assertThat(mount.shell("cat .trash/f.txt_*; stat -c ' %a' .trash")).isEqualTo("precious 700\n");
    assertThat(mount.shell(VALUE.formatted("sourcePath"))).isEqualTo("d/f.txt\n");
    assertThat(mount.shell(VALUE.formatted("recyclePath"))).matches("\\.trash/f\\.txt_\\d+\n");
    long deleted = Long.parseLong(mount.shell(VALUE.formatted("deletetime")).strip());
    assertThat(System.currentTimeMillis() - deleted).isBetween(0L, SOON.toMillis());

    mount.unmount();
    mount.mount();
    mount.shell("rmdir d; setfattr -n user.cloud.recycle -v 0 .trash/*; ls -A .trash");
    assertIsAsItWas("d/f.txt");
    assertThat(mount.shell("ls -A .trash . d")).isEqualTo(".:\nd\n\n.trash:\n\nd:\nf.txt\n");
    mount.synced();
    assertThat(isThere("d/f.txt")).isTrue();
    assertThat(mount.tell("check", "mnt")).isEqualTo("Nothing is wrong.\n");
  }

  @Test
  void renamesLeadIntoTheTrashAndOut() throws Exception {
    makeFile("f.txt");
    mount.shell("mv d/f.txt .trash/; printf new > d/f.txt");
    assertThat(mount.shell("setfattr -n user.cloud.recycle -v 0 .trash/*; ls d"))
        .isEqualTo("f(1).txt\nf.txt\n");
    assertIsAsItWas("'d/f(1).txt'");
    mount.shell("mv 'd/f(1).txt' .trash; mv .trash/* elsewhere; test -z \"$(ls -A .trash)\"");
    assertIsAsItWas("elsewhere");
    mount.shell("mv elsewhere .trash; rm .trash/*; rm d/f.txt; test -z \"$(ls -A .trash)\"");
    mount.synced();
    assertThat(isThere("elsewhere")).isFalse();
    assertThat(mount.tell("trash", "list", "mnt")).isEmpty();
  }

  @Test
  void whatAnotherClientDeletedComesBackFromTheTrash() throws Exception {
    makeFile("f.txt");
    try (S3Store store = mount.store()) {
      store.delete(new ObjectKey("d/f.txt"), Precondition.none());
    }
    await().atMost(SOON).until(() -> mount.shell("ls d .trash").contains("f.txt_"));
    mount.shell("setfattr -n user.cloud.recycle -v 0 .trash/*");
    assertIsAsItWas("d/f.txt");
    mount.synced();
    assertThat(isThere("d/f.txt")).isTrue();
  }

  @Test
  void theTrashItselfCannotBeChanged() throws Exception {
    makeFile("f.txt");
    mount.shell(
        "mkdir e; : > empty; exec 3>>d/f.txt;"
            + " setfattr -n user.cloud.recycle -v 1 d/f.txt 2>&1 | grep -q busy");
    mount.shell("setfattr -n user.cloud.recycle -v 1 d/f.txt; mv empty .trash");
    for (String refused :
        new String[] {
          "echo x > .trash/new",
          "echo x >> .trash/f.txt_*",
          "mkdir .trash/d",
          "mkdir .trash",
          "rmdir .trash",
          "mv .trash other",
          "mv -T e .trash",
          "mv e .trash/",
          "ln .trash/f.txt_* link",
          "ln -s x .trash/link",
          "chmod 777 .trash",
          "touch .trash/f.txt_*",
          "truncate -s 0 .trash/f.txt_*",
          "mv .trash/f.txt_* .trash/other",
          "setfattr -n user.cloud.recycle -v 2 .trash/f.txt_*",
          "setfattr -n user.note -v 2 .trash/f.txt_*",
          "setfattr -n user.cloud.recycle -v 1 d",
          "mv .trash/f.txt_* d/none/f"
        }) {
      mount.shell("! { " + refused + "; } 2>/dev/null");
    }
    assertThat(mount.shell("ls -A; ls .trash | wc -l; cat .trash/f.txt_*; cat .trash/empty_*"))
        .isEqualTo("d\ne\n2\nprecious");
    mount.shell("rm -rf .trash 2>/dev/null || true; test -z \"$(ls -A .trash)\"");
  }

  @Test
  void ignoredNamesStayHereAndRenamesCarryFilesInAndOut() throws Exception {
    mount.unmount();
    mount.mount("--ignore", "*.part", "--ignore", "build/");
    mount.shell("printf one > a.part; mkdir build; printf o > build/a.o; printf two > b");
    mount.synced();
    assertThat(isThere("a.part")).isFalse();
    assertThat(isThere("build/a.o")).isFalse();
    assertThat(mount.shell("getfattr --only-values -n user.cloud.state a.part build/a.o"))
        .isEqualTo("STOPPEDSTOPPED");

    mount.shell("mv a.part a; mv build/a.o o; mv b b.part");
    mount.synced();
    await().atMost(SOON).until(() -> !isThere("b"));
    assertThat(isThere("a") && isThere("o")).isTrue();
    assertThat(mount.shell("cat a o b.part")).isEqualTo("oneotwo");

    mount.shell("setfattr -n user.cloud.location -v 2 a; mv a a.part");
    await().atMost(SOON).until(() -> !isThere("a"));
    assertThat(mount.shell("cat a.part; getfattr --only-values -n user.cloud.location a.part"))
        .isEqualTo("one1");
    mount.shell("mkdir d; printf deep > d/f");
    mount.synced();
    mount.shell("setfattr -n user.cloud.location -v 2 d/f; mv d build/");
    await().atMost(SOON).until(() -> !isThere("d/f"));
    assertThat(mount.shell("cat build/d/f; mv build/d d; mv b.part b; mv a.part a"))
        .isEqualTo("deep");
    mount.synced();
    mount.unmount();

    mount.mount("--state-dir", temp.resolve("other").toString());
    assertThat(mount.shell("cat a b d/f o; ls -A")).isEqualTo("onetwodeepoa\nb\nd\no\n");
  }
}
