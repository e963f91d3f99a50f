package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that is held back for the index, so that removing, evicting and marking clean
 * still work when the disk is full. Given away in steps: who fills the disk must not get all of it
 * at once.
 */
final class Ballast {

  private static final Logger log = LoggerFactory.getLogger(Ballast.class);

  static final long STEP = 1L << 20;

  private static final long MOST = 64 * STEP;

  /** On a small disk it takes no more than this part of all, and of what is free. */
  private static final long PART_OF_DISK = 16;

  private static final long PART_OF_FREE = 4;

  private final Path file;

  Ballast(Path file) {
    this.file = file;
  }

  /** How many bytes are held back now. */
  synchronized long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Gives a step of the room away; false when there was none left. */
  synchronized boolean release() throws FsException {
    try {
      long held = size();
      if (held > 0) {
        cutTo(Math.max(0, held - STEP));
      }
      return held > 0;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the index's reserve cannot be released", e);
    }
  }

  private void cutTo(long left) throws IOException {
    try (RandomAccessFile ballast = new RandomAccessFile(file.toFile(), "rw")) {
      ballast.setLength(left);
    }
    log.warn("The disk is full: the index lives on its reserve; {} bytes of it are left", left);
  }

  /** Takes the room again as far as enough stays free for others. */
  synchronized void fill() {
    try {
      take();
    } catch (IOException e) {
      log.warn("No reserve for the index could be kept: {}", e.getMessage());
    }
  }

  private void take() throws IOException {
    long held = size();
    FileStore disk = Files.getFileStore(file.getParent());
    long wanted =
        Math.min(
            Math.min(MOST, disk.getTotalSpace() / PART_OF_DISK),
            (disk.getUsableSpace() + held) / PART_OF_FREE);
    if (wanted - held < STEP) {
      return;
    }
    try (RandomAccessFile ballast = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] chunk = new byte[(int) STEP];
      ballast.seek(held);
      for (long written = held; written + STEP <= wanted; written += STEP) {
        ballast.write(chunk);
      }
    }
  }
}
