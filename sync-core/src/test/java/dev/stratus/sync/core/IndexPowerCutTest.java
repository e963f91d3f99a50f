package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut around the moments in which the index's log begins anew, or is cut. */
@Tag("mount")
final class IndexPowerCutTest {

  /** Some pages: the same number again and again, so that each change is one of all of them. */
  private static final int TIMES = 8_000;

  private static final int KINDS = 40;
  private static final int ROUNDS = 2;

  /** So many make the log begin anew by themselves. */
  private static final int MANY = 3_200;

  @TempDir Path directory;

  /** What was synced at each cut, and what the cut is called. */
  private record Cut(String name, int synced) {}

  private final List<Cut> cuts = new ArrayList<>();
  private int last;

  @Test
  void whatWasSyncedIsThereWhenTheLogBeginsAnew() throws Exception {
    String lacks = CuttableDisk.lacks();
    assumeTrue(lacks.isEmpty(), lacks);
    try (CuttableDisk disk = new CuttableDisk(directory)) {
      Path log = disk.path().resolve("index.db-wal");
      try (Index index = Index.open(disk.path().resolve("index.db"))) {
        for (int i = 0; i < ROUNDS; i++) {
          work(index, MANY / 4 + i);
          index.sync();
          int synced = last;
          work(index, MANY);
          cut(disk, synced);
          index.sync();
          index.maintain();
          assertThat(Files.size(log)).isZero();
          cut(disk, last);
          work(index, 1);
          index.sync();
          cut(disk, last);
        }
      }
      for (Cut cut : cuts) {
        requireSynced(disk.open(cut.name()), cut.synced());
      }
    }
  }

  private void work(Index index, int count) throws FsException {
    for (int i = 0; i < count; i++) {
      last++;
      int now = last;
      index.change(
          change -> {
            change.putMeta("filling" + now % KINDS, filling(now));
            change.putMeta("last", String.valueOf(now));
            return now;
          });
    }
  }

  private static String filling(int number) {
    return String.format("%06d", number).repeat(TIMES);
  }

  private void cut(CuttableDisk disk, int synced) throws Exception {
    cuts.add(new Cut(disk.cut(), synced));
  }

  private static void requireSynced(Path disk, int synced) throws Exception {
    try (Index index = Index.open(disk.resolve("index.db"))) {
      assertThat(index.damaged()).isEmpty();
      int found = Integer.parseInt(meta(index, "last"));
      assertThat(found).isGreaterThanOrEqualTo(synced);
      for (int i = Math.max(1, found - KINDS + 1); i <= found; i++) {
        assertThat(meta(index, "filling" + i % KINDS)).isEqualTo(filling(i));
      }
    }
  }

  private static String meta(Index index, String name) throws FsException {
    return index.read(tables -> tables.meta().get(name)).orElseThrow();
  }
}
