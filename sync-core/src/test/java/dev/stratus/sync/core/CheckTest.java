package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.control.CheckResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of damage to the index is planted, found, repaired, and no bytes are lost by that. */
final class CheckTest {

  @TempDir Path temp;
  private final MemoryBucket bucket = new MemoryBucket();
  private CheckedMount mount;

  /** Three files are in the cloud and here, one of them under two names; one is only here. */
  @BeforeEach
  void fill() throws Exception {
    mount = new CheckedMount(temp.resolve("state"), bucket);
    mount.open();
    InodeId outer = mount.mkdir(InodeId.ROOT, "outer");
    InodeId inner = mount.mkdir(outer, "inner");
    mount.write(inner, "deep", bytes("deep bytes"));
    InodeId twice = mount.write(InodeId.ROOT, "twice", bytes("two names"));
    mount.view().link(twice, InodeId.ROOT, new Name("again"));
    mount.write(InodeId.ROOT, "clean", bytes("clean bytes"));
    mount.symlink(InodeId.ROOT, "link", "outer/inner/deep");
    mount.awaitSynced();
    mount.core().control().stopSync();
    mount.write(InodeId.ROOT, "dirty", bytes("only here"));
  }

  @AfterEach
  void close() throws Exception {
    mount.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Damage by statements, as {@code inode('path')} and {@code entry('path')} name rows. */
  private enum Damage {
    NAME_WITHOUT_FILE_BUT_OBJECT(
        "DELETE FROM inodes WHERE id = inode('clean')", "NAME_WITHOUT_FILE clean"),
    NAME_WITHOUT_FILE_BUT_COPY(
        "DELETE FROM inodes WHERE id = inode('dirty')", "NAME_WITHOUT_FILE dirty"),
    NAME_WITHOUT_FILE_BUT_TARGET(
        "DELETE FROM inodes WHERE id = inode('link')", "NAME_WITHOUT_FILE link"),
    NAME_WITHOUT_FILE_BUT_NAMES_IN_IT(
        "DELETE FROM inodes WHERE id = inode('inner')", "NAME_WITHOUT_FILE outer/inner"),
    DIRECTORY_MISSING(
        "DELETE FROM inodes WHERE id = inode('inner');"
            + "DELETE FROM objects WHERE entry = entry('inner');"
            + "DELETE FROM entries WHERE id = entry('inner');"
            + "UPDATE inodes SET nlink = 2 WHERE id = inode('outer')",
        "DIRECTORY_MISSING directory"),
    NAME_BELOW_FILE(
        "UPDATE entries SET parent = inode('dirty') WHERE id = entry('clean')",
        "NAME_BELOW_FILE clean"),
    FILE_WITHOUT_NAME_BUT_OBJECT(
        "DELETE FROM entries WHERE id = entry('deep')", "FILE_WITHOUT_NAME file"),
    FILE_WITHOUT_NAME(
        "DELETE FROM pending WHERE entry = entry('dirty');"
            + "DELETE FROM entries WHERE id = entry('dirty')",
        "FILE_WITHOUT_NAME file"),
    DIRECTORY_WITHOUT_NAME(
        "DELETE FROM objects WHERE entry = entry('outer');"
            + "DELETE FROM entries WHERE id = entry('outer');"
            + "UPDATE inodes SET nlink = 2 WHERE id = 1",
        "FILE_WITHOUT_NAME directory"),
    CIRCLE(
        "UPDATE entries SET parent = inode('inner') WHERE id = entry('outer');"
            + "UPDATE inodes SET nlink = 2 WHERE id = 1;"
            + "UPDATE inodes SET nlink = 3 WHERE id = inode('inner')",
        "UNREACHABLE_DIRECTORY"),
    LINK_COUNT_OF_A_FILE(
        "UPDATE inodes SET nlink = 5 WHERE id = inode('twice')", "LINK_COUNT twice"),
    LINK_COUNT_OF_A_DIRECTORY(
        "UPDATE inodes SET nlink = 9 WHERE id = inode('outer')", "LINK_COUNT outer"),
    LINK_COUNT_OF_NOTHING(
        "UPDATE inodes SET nlink = 0 WHERE id = inode('dirty')", "LINK_COUNT dirty"),
    OBJECT_WITHOUT_NAME(
        "INSERT INTO objects VALUES ('nobody', 99999, 0, 'etag', 3, 0, 1, 1, 1)",
        "OBJECT_WITHOUT_NAME nobody"),
    OBJECT_OF_ANOTHER_NAME(
        "UPDATE objects SET entry = 99999 WHERE entry = entry('clean')",
        "OBJECT_WITHOUT_NAME clean"),
    PENDING_WITHOUT_NAME(
        "INSERT INTO pending VALUES (99999, 0, NULL, 0, 0, NULL, NULL)",
        "PENDING_WITHOUT_NAME name 99999"),
    CHANGE_FORGOTTEN("DELETE FROM pending WHERE entry = entry('dirty')", "CHANGE_FORGOTTEN dirty"),
    PRESENCE_OF_NO_FILE(
        "INSERT INTO presence VALUES (99999, x'00000000000000000000000000000001')",
        "PRESENCE_WRONG file 99999"),
    PRESENCE_BEYOND_THE_END(
        "INSERT INTO presence VALUES (inode('clean'), x'00000000000000000000000000000009')",
        "PRESENCE_WRONG clean"),
    BASE_BEYOND_THE_END(
        "UPDATE inodes SET base_limit = 70000 WHERE id = inode('clean')", "PRESENCE_WRONG clean"),
    CACHED_COUNT("UPDATE inodes SET cached = 3 WHERE id = inode('clean')", "CACHED_COUNT clean");

    private final String statements;
    private final String found;

    Damage(String statements, String found) {
      this.statements = statements;
      this.found = found;
    }

    List<String> statements(CheckedMount mount) throws Exception {
      String sql = statements;
      for (String name : List.of("inner", "outer", "deep", "twice", "clean", "dirty", "link")) {
        String row = " FROM entries WHERE name = '" + name + "'";
        sql = sql.replace("inode('" + name + "')", "" + mount.ask("SELECT inode" + row));
        sql = sql.replace("entry('" + name + "')", "" + mount.ask("SELECT id" + row));
      }
      return List.of(sql.split(";"));
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void damageToTheIndexIsFoundAndRepairedWithoutLoss(Damage damage) throws Exception {
    Map<String, String> before = mount.tree();
    mount.close();
    bucket.write("nobody", bytes("nobody's"), Map.of());
    mount.plant(damage.statements(mount).toArray(String[]::new));
    mount.open();

    CheckResult found = mount.check(false);
    assertThat(found.repaired()).isZero();
    assertThat(CheckedMount.lines(found)).anyMatch(line -> line.startsWith(damage.found));
    CheckResult repaired = mount.check(true);
    assertThat(repaired.unchecked()).isEmpty();
    assertThat(repaired.repaired()).isEqualTo(repaired.found()).isPositive();
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();

    assertThat(mount.tree().values()).containsAll(before.values());
    mount.awaitSynced();
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    assertThat(mount.tree().values()).containsAll(before.values());
  }

  @Test
  void aDirectoryWhoseFileIsMissingDoesNotEndACompare() throws Exception {
    mount.close();
    bucket.write("nobody", bytes("nobody's"), Map.of());
    bucket.write("outer/inner/deep", bytes("deep bytes"), Map.of());
    mount.plant(Damage.NAME_WITHOUT_FILE_BUT_NAMES_IN_IT.statements(mount).toArray(String[]::new));
    mount.open();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                mount.view().readdir(InodeId.ROOT, 2, 100).stream()
                    .anyMatch(entry -> entry.name().equals("nobody")));
  }

  @Test
  void aDamagedIndexIsFoundAtWorkAndBuiltAnewByTheNextMount() throws Exception {
    mount.close();
    mount.open();
    Path file = mount.directory().resolve("index.db");
    byte[] index = Files.readAllBytes(file);
    Arrays.fill(index, 4096, index.length, (byte) 0x5a);
    Files.write(file, index);
    CheckResult result = mount.check(true);
    assertThat(CheckedMount.lines(result))
        .isNotEmpty()
        .allMatch(line -> line.equals("INDEX_DAMAGED index.db REMAINS"));
    assertThat(result.unchecked()).isNotEmpty();
    assertThat(mount.directory().resolve("index.db.suspect")).exists();
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() throws Exception {
    assertThat(CheckedMount.lines(mount.check(false))).isEmpty();
    mount.close();
    mount.open();
    assertThat(CheckedMount.lines(mount.check(true))).isEmpty();
    mount.awaitSynced();
    assertThat(CheckedMount.lines(mount.check(true))).isEmpty();
  }
}
