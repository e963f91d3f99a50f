package dev.stratus.sync.check;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds zeros in a local copy where the cloud has other bytes. A hole by itself is no damage:
 * programs make them, and some disks make them of zeros.
 */
final class Hollow {

  /** Damage takes more than one block mostly; a sparse file must not be fetched to be checked. */
  private static final int MOST_ASKED = 8;

  private final ContentStore store;
  private final CloudLook cloud;

  Hollow(ContentStore store, CloudLook cloud) {
    this.store = store;
    this.cloud = cloud;
  }

  /** Whether a copy, of whose bytes the cloud has the same, has lost some. */
  boolean is(CopyState file) throws FsException, CloudException {
    CloudObject object = file.same();
    if (object == null) {
      return false;
    }
    int asked = 0;
    try (ContentFile copy = store.open(file.inode().id())) {
      for (BlockRange run : file.here()) {
        for (long block = run.first(); block < run.end() && asked < MOST_ASKED; block++) {
          ByteRange range = range(file, block);
          if (range != null && isZero(copy, range)) {
            asked++;
            byte[] there = cloud.bytes(object, range);
            if (there != null && !isZero(there)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static @Nullable ByteRange range(CopyState file, long block) {
    long start = Blocks.start(block);
    long end = Math.min(file.inode().size(), start + Blocks.SIZE);
    return start < end ? new ByteRange(start, end) : null;
  }

  private static boolean isZero(ContentFile copy, ByteRange range) throws FsException {
    ByteBuffer bytes = ByteBuffer.allocate(Blocks.SIZE);
    copy.read(bytes, range.start());
    return isZero(bytes.array());
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
