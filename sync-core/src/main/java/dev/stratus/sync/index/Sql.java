package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection with its prepared statements. Not thread safe: it belongs to whoever holds the
 * writer's lock, or to the reader that borrowed it.
 */
final class Sql implements AutoCloseable {

  /** Makes a value of the current row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Runnable onDamage;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Sql(Connection connection) {
    this(connection, () -> {});
  }

  /**
   * Over a connection.
   *
   * @param onDamage told when a statement failed because the database contradicts itself
   */
  Sql(Connection connection, Runnable onDamage) {
    this.connection = connection;
    this.onDamage = onDamage;
  }

  int update(String sql, @Nullable Object... arguments) throws FsException {
    try {
      return prepare(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... arguments) throws FsException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  <T> List<T> all(String sql, Row<T> row, @Nullable Object... arguments) throws FsException {
    try (ResultSet rows = prepare(sql, arguments).executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  long number(String sql, @Nullable Object... arguments) throws FsException {
    return one(sql, row -> row.getLong(1), arguments).orElse(0L);
  }

  /** Runs a statement that is needed once and kept by nobody. */
  void execute(String sql) throws FsException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      bind(statement, i + 1, arguments[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(position, number);
    } else if (value instanceof Integer number) {
      statement.setInt(position, number);
    } else if (value instanceof String text) {
      statement.setString(position, text);
    } else {
      statement.setObject(position, value);
    }
  }

  /**
   * Forgets the statement that failed: the driver closes one that a full disk ended, and "COMMIT"
   * would be refused for ever after.
   */
  private FsException failed(String sql, SQLException e) {
    PreparedStatement statement = statements.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
    }
    FsException failure = failure(e);
    if (isDamage(failure)) {
      onDamage.run();
    }
    return failure;
  }

  static FsException failure(SQLException e) {
    if (e instanceof SQLiteException sqlite && isFull(sqlite.getResultCode())) {
      return new FsException(FsFailure.NO_SPACE, "the disk of the state directory is full", e);
    }
    return new FsException(FsFailure.IO_ERROR, "the index failed: " + e.getMessage(), e);
  }

  /** The log's own index beside it cannot grow either. */
  private static boolean isFull(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_FULL || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
  }

  /** Whether something failed because the file is no database, or its pages contradict. */
  static boolean isDamage(FsException failure) {
    if (!(failure.getCause() instanceof SQLiteException sqlite)) {
      return false;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return code == SQLiteErrorCode.SQLITE_NOTADB || code.name().startsWith("SQLITE_CORRUPT");
  }

  @Override
  public void close() throws FsException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
