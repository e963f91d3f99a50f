package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.download.RoomMaker;
import org.junit.jupiter.api.Test;

class DiskFloorTest {

  private static final long MIB = 1 << 20;

  private final FakeDisk disk = new FakeDisk(3200 * MIB, 1000 * MIB);
  private long evictable;
  private final DiskFloor floor = new DiskFloor(disk, new Maker());

  /** Frees what there is to be evicted. */
  private final class Maker implements RoomMaker {
    @Override
    public boolean makeRoom(long bytes) {
      long freed = Math.min(bytes, evictable);
      evictable -= freed;
      disk.free += freed;
      return freed > 0;
    }

    @Override
    public boolean hasRoom(long bytes) {
      return false;
    }
  }

  private void write(long mib) throws FsException {
    for (long i = 0; i < mib; i++) {
      floor.require(MIB, true);
      disk.free -= MIB;
    }
  }

  @Test
  void theLastOfTheDiskIsNotForPrograms() throws Exception {
    write(960);
    assertThatExceptionOfType(FsException.class)
        .isThrownBy(() -> write(100))
        .satisfies(e -> assertThat(e.failure()).isEqualTo(FsFailure.NO_SPACE));
    assertThat(disk.free).isBetween(31 * MIB, 33 * MIB);
  }

  @Test
  void copiesThatTheCloudHasGoBeforeAWriteIsRefused() throws Exception {
    evictable = 500 * MIB;
    write(1400);
    assertThat(disk.free).isGreaterThan(32 * MIB);
    assertThatExceptionOfType(FsException.class).isThrownBy(() -> write(200));
  }

  @Test
  void nothingIsDroppedForAGuess() throws Exception {
    evictable = 500 * MIB;
    disk.free = 10 * MIB;
    assertThatExceptionOfType(FsException.class).isThrownBy(() -> floor.require(MIB, false));
    assertThat(evictable).isEqualTo(500 * MIB);
    floor.require(MIB, true);
  }

  @Test
  void smallWritesAreCountedTogether() throws Exception {
    disk.free = 0;
    assertThatExceptionOfType(FsException.class).isThrownBy(() -> floor.require(1, true));
    disk.free = 100 * MIB;
    floor.require(1, true);
    disk.free = 0;
    floor.require(MIB / 2, true);
    assertThatExceptionOfType(FsException.class).isThrownBy(() -> floor.require(MIB, true));
  }
}
