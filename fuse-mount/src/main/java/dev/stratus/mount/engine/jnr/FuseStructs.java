package dev.stratus.mount.engine.jnr;

import static dev.stratus.mount.engine.jnr.Memory.IO;

import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemStatistics;
import dev.stratus.sync.view.TimeChange;

/** Writes and reads libfuse's structs; those to write are zeroed by libfuse. */
final class FuseStructs {

  static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long UTIME_NOW = (1L << 30) - 1;
  private static final long UTIME_OMIT = (1L << 30) - 2;

  /** What programs take as the best size of a read; some have a buffer of it for each open file. */
  static final int BEST_BLOCK_SIZE = 128 * 1024;

  private static final int NAME_MAX = 255;

  private FuseStructs() {}

  static void putStat(long stat, Attributes attributes) {
    putIdentity(stat, attributes.inode().value(), attributes.mode());
    putLinkCount(stat, attributes.nlink());
    IO.putInt(stat + Layout.STAT.st_uid.offset(), attributes.uid());
    IO.putInt(stat + Layout.STAT.st_gid.offset(), attributes.gid());
    IO.putLong(stat + Layout.STAT.st_rdev.offset(), attributes.rdev());
    IO.putLong(stat + Layout.STAT.st_size.offset(), attributes.size());
    IO.putInt(stat + Layout.STAT.st_blksize.offset(), BEST_BLOCK_SIZE);
    IO.putLong(stat + Layout.STAT.st_blocks.offset(), attributes.blocks());
    putTime(stat + Layout.STAT.st_atim.tv_sec.offset(), attributes.atimeNanos());
    putTime(stat + Layout.STAT.st_mtim.tv_sec.offset(), attributes.mtimeNanos());
    putTime(stat + Layout.STAT.st_ctim.tv_sec.offset(), attributes.ctimeNanos());
  }

  /** What a directory entry shows of its file. */
  static void putIdentity(long stat, long inode, int mode) {
    IO.putLong(stat + Layout.STAT.st_ino.offset(), inode);
    IO.putInt(stat + Layout.STAT.st_mode.offset(), mode);
  }

  static void putLinkCount(long stat, int links) {
    if (Layout.WIDE_LINK_COUNT) {
      IO.putLong(stat + Layout.STAT.st_nlink.offset(), links);
    } else {
      IO.putInt(stat + Layout.STAT.st_nlink.offset(), links);
    }
  }

  private static void putTime(long timespec, long nanos) {
    IO.putLong(timespec + Layout.TIMESPEC_SECONDS, Math.floorDiv(nanos, NANOS_PER_SECOND));
    IO.putLong(timespec + Layout.TIMESPEC_NANOS, Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /** What utimensat asks for one of its two times. */
  static TimeChange timeChange(long timespec) {
    long nanos = IO.getLong(timespec + Layout.TIMESPEC_NANOS);
    if (nanos == UTIME_NOW) {
      return TimeChange.now();
    }
    if (nanos == UTIME_OMIT) {
      return TimeChange.omit();
    }
    long seconds = IO.getLong(timespec + Layout.TIMESPEC_SECONDS);
    return TimeChange.at(saturated(seconds, nanos));
  }

  /** Nanoseconds in a long end in the year 2262; later times become that. */
  static long saturated(long seconds, long nanos) {
    long limit = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
    return Math.max(-limit, Math.min(limit, seconds)) * NANOS_PER_SECOND + nanos;
  }

  static void putStatistics(long statvfs, FileSystemStatistics statistics) {
    IO.putLong(statvfs + Layout.STATVFS.f_bsize.offset(), statistics.blockSize());
    IO.putLong(statvfs + Layout.STATVFS.f_frsize.offset(), statistics.blockSize());
    IO.putLong(statvfs + Layout.STATVFS.f_blocks.offset(), statistics.blocks());
    IO.putLong(statvfs + Layout.STATVFS.f_bfree.offset(), statistics.blocksFree());
    IO.putLong(statvfs + Layout.STATVFS.f_bavail.offset(), statistics.blocksAvailable());
    IO.putLong(statvfs + Layout.STATVFS.f_files.offset(), statistics.files());
    IO.putLong(statvfs + Layout.STATVFS.f_ffree.offset(), statistics.filesFree());
    IO.putLong(statvfs + Layout.STATVFS.f_favail.offset(), statistics.filesFree());
    IO.putLong(statvfs + Layout.STATVFS.f_namemax.offset(), NAME_MAX);
  }

  static int openFlags(long info) {
    return IO.getInt(info + Layout.INFO_FLAGS);
  }

  static long handle(long info) {
    return IO.getLong(info + Layout.INFO_HANDLE);
  }

  static void putHandle(long info, long handle) {
    IO.putLong(info + Layout.INFO_HANDLE, handle);
  }
}
