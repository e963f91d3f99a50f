package dev.stratus.sync.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.sync.FsException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that turned to garbage is noticed by whoever reads it, and the next opening is told. */
final class DamagedPageTest {

  private static final int PAGE_BYTES = 4096;

  @TempDir Path directory;

  @Test
  void whatIsReadFromADamagedPageMakesTheIndexSuspect() throws Exception {
    Path file = directory.resolve("index.db");
    ManyInodes.main(new String[] {directory.toString(), "1000"});
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] garbage = new byte[(int) bytes.length() - PAGE_BYTES];
      new Random(3).nextBytes(garbage);
      bytes.seek(PAGE_BYTES);
      bytes.write(garbage);
    }
    try (Sql sql = new IndexFile(file).connect()) {
      assertThat(directory.resolve("index.db.suspect")).doesNotExist();
      assertThatExceptionOfType(FsException.class).isThrownBy(() -> new InodeTable(sql).count());
      assertThat(directory.resolve("index.db.suspect")).exists();
    }
    try (Index index = Index.open(file)) {
      assertThat(index.damaged()).contains(Path.of(file + ".damaged"));
      assertThat(index.isNew()).isTrue();
    }
    assertThat(Files.exists(directory.resolve("index.db.suspect"))).isFalse();
  }
}
