package dev.stratus.mount.engine.jnr;

import java.io.IOException;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/** Makes holes in files of the disk: what Java offers for none of its files. */
public final class Holes {

  private static final int WRITE_ONLY = 1;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;

  private static final LibC LIBC = LibC.INSTANCE;

  private Holes() {}

  /** From now on these bytes of the file are a hole, and read as zeros. */
  public static void punch(Path file, long offset, long length) throws IOException {
    int descriptor = LIBC.open(file.toString(), WRITE_ONLY | CLOSE_ON_EXEC);
    if (descriptor < 0) {
      throw failure("open", file);
    }
    try {
      if (LIBC.fallocate(descriptor, KEEP_SIZE | PUNCH_HOLE, offset, length) < 0) {
        throw failure("fallocate", file);
      }
    } finally {
      LIBC.close(descriptor);
    }
  }

  private static IOException failure(String call, Path file) {
    int error = LastError.getLastError(Runtime.getRuntime(LIBC));
    return new IOException(call + " of " + file + ": " + Errno.valueOf(error));
  }
}
