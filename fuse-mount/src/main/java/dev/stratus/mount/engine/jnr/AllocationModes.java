package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.view.Allocation;

/** The mode bits of fallocate(2). */
final class AllocationModes {

  private static final int KEEP_SIZE = 0x01;
  private static final int PUNCH_HOLE = 0x02;
  private static final int ZERO_RANGE = 0x10;

  private AllocationModes() {}

  static Allocation decode(int mode) throws FsException {
    return switch (mode) {
      case 0 -> Allocation.EXTEND;
      case KEEP_SIZE -> Allocation.KEEP_SIZE;
      case PUNCH_HOLE | KEEP_SIZE -> Allocation.PUNCH_HOLE;
      case ZERO_RANGE -> Allocation.ZERO_RANGE;
      case ZERO_RANGE | KEEP_SIZE -> Allocation.ZERO_RANGE_KEEP_SIZE;
      default -> throw new FsException(FsFailure.NOT_SUPPORTED, "fallocate mode " + mode);
    };
  }
}
