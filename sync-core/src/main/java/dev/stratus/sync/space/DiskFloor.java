package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.download.RoomMaker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the last of the disk from what programs write: the index needs it to upload, to evict, and
 * so to make room again. Clean copies go before a write is refused.
 */
public final class DiskFloor {

  /** Looking costs as much as writing a few kilobytes. */
  private static final long LOOK_EVERY = 1L << 20;

  private static final long MOST = 32L << 20;

  /** On a small disk it takes no more than this part of it. */
  private static final long PART_OF_DISK = 32;

  private final Disk disk;
  private final RoomMaker maker;
  private final AtomicLong unseen = new AtomicLong(LOOK_EVERY);

  public DiskFloor(Disk disk, RoomMaker maker) {
    this.disk = disk;
    this.maker = maker;
  }

  /**
   * So many bytes are about to be written. Called without any lock.
   *
   * @param mayDrop whether local copies may be dropped for them
   * @throws FsException {@link FsFailure#NO_SPACE} if the disk is full, and of what local copies
   *     take nothing can go
   */
  public void require(long bytes, boolean mayDrop) throws FsException {
    if (unseen.addAndGet(bytes) < LOOK_EVERY) {
      return;
    }
    long floor = floor() + bytes;
    long free = disk.freeBytes();
    if (free < floor && !(mayDrop && makesRoom(floor, free))) {
      throw new FsException(FsFailure.NO_SPACE, "the disk of the state directory is full");
    }
    unseen.set(0);
  }

  private long floor() throws FsException {
    return Math.min(MOST, disk.totalBytes() / PART_OF_DISK);
  }

  /** Whether new bytes find no room unless local copies go for them. */
  public boolean isFull() throws FsException {
    return disk.freeBytes() < floor();
  }

  /** Twice the floor, so that not every write evicts something. */
  private boolean makesRoom(long floor, long free) throws FsException {
    return maker.makeRoom(2 * floor - free) && disk.freeBytes() >= floor;
  }
}
