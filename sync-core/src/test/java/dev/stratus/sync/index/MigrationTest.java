package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index of an older form becomes one of this form; one of a newer form is refused. */
final class MigrationTest {

  private static final List<String> SINCE_FORM_2 =
      List.of(
          Schema.UPLOADS,
          Schema.UPLOADS_ENTRY,
          Schema.UPLOAD_PARTS,
          Schema.CONFLICTS,
          Schema.CACHED_ONCE,
          Schema.CACHED_AGAIN,
          Schema.LOCAL_NAMES);

  private static final String SINCE_FORM_4 = ",\n  visited INTEGER NOT NULL DEFAULT 0";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("index.db");
  }

  private Sql connect() throws Exception {
    return new Sql(DriverManager.getConnection("jdbc:sqlite:" + file()));
  }

  @Test
  void formOneKnowsItsAttemptsAgain() throws Exception {
    try (Sql sql = connect()) {
      for (String table : Schema.TABLES) {
        if (!SINCE_FORM_2.contains(table)) {
          sql.execute(table.replace(SINCE_FORM_4, "\n"));
        }
      }
      sql.execute("CREATE INDEX inodes_cached ON inodes(visit) WHERE cached > 0");
      sql.execute("PRAGMA user_version = 1");
      sql.execute(
          "INSERT INTO pending VALUES (5, 0, 'nonce 3 4 - a key', 0, 0, NULL, NULL),"
              + " (6, 0, 'other 1 2 id-of-upload d/b', 0, 0, NULL, NULL),"
              + " (7, 0, NULL, 0, 0, NULL, NULL)");
    }
    try (Index index = Index.open(file())) {
      assertThat(index.<List<Pending>>read(tables -> tables.pending().list(0, 10)))
          .extracting(Pending::nonce)
          .containsExactly("nonce 3 4 a key", "other 1 2 d/b", null);
      assertThat(index.<List<PartUpload>>read(tables -> tables.uploads().all())).isEmpty();
      assertThat(index.<Long>read(tables -> tables.conflicts().count())).isZero();
      assertThat(index.<Long>read(tables -> tables.localNames().count())).isZero();
    }
    Index.open(file()).close();
  }

  @Test
  void aNewerFormIsRefused() throws Exception {
    Index.open(file()).close();
    try (Sql sql = connect()) {
      sql.execute("PRAGMA user_version = 99");
    }
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> Index.open(file()))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NOT_SUPPORTED));
  }
}
