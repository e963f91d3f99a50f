package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection does after a statement failed. */
final class SqlTest {

  private static final String INSERT = "INSERT INTO t(bytes) VALUES (zeroblob(100000))";

  @TempDir Path directory;

  @Test
  void worksAgainWhenTheDiskHasRoomAgain() throws Exception {
    try (Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("db")))) {
      sql.execute("CREATE TABLE t(bytes)");
      // To SQLite, a database that may not grow is a full disk.
      sql.execute("PRAGMA max_page_count = 2");
      assertThatExceptionOfType(FsException.class)
          .isThrownBy(() -> sql.update(INSERT))
          .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));

      sql.execute("PRAGMA max_page_count = 1000");
      assertThat(sql.update(INSERT)).isEqualTo(1);
    }
  }
}
