package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.List;

/** How an index of an older form becomes one of the present form, step by step, in one change. */
final class Migrations {

  /** A recorded attempt named its multipart upload in its fourth word; that is a table now. */
  private static final String DROP_FOURTH_WORD =
      """
      UPDATE pending SET nonce = (
        WITH RECURSIVE cut(word, head, rest) AS (
          SELECT 0, '', nonce
          UNION ALL
          SELECT word + 1,
            head || CASE word WHEN 3 THEN '' ELSE substr(rest, 1, instr(rest, ' ')) END,
            substr(rest, instr(rest, ' ') + 1)
          FROM cut WHERE word < 4)
        SELECT head || rest FROM cut WHERE word = 4)
      WHERE nonce IS NOT NULL
      """;

  /** What leads from each form to the next; the first entry leads away from form 1. */
  private static final List<List<String>> STEPS =
      List.of(
          List.of(Schema.UPLOADS, Schema.UPLOADS_ENTRY, Schema.UPLOAD_PARTS, DROP_FOURTH_WORD),
          List.of(Schema.CONFLICTS),
          List.of(
              "ALTER TABLE inodes ADD COLUMN visited INTEGER NOT NULL DEFAULT 0",
              "DROP INDEX inodes_cached",
              Schema.CACHED_ONCE,
              Schema.CACHED_AGAIN),
          List.of(Schema.LOCAL_NAMES));

  private Migrations() {}

  static void run(Sql sql, int from) throws FsException {
    for (List<String> step : STEPS.subList(from - 1, STEPS.size())) {
      for (String statement : step) {
        sql.execute(statement);
      }
    }
  }
}
