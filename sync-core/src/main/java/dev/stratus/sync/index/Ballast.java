package dev.stratus.sync.index;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room on the disk that is held back for the index, so that removing, evicting and marking clean
 * still work when the disk is full.
 */
final class Ballast {

  static final long BYTES = 64L << 20;

  /** Filled again only when this much would stay free for others. */
  private static final long COMFORT = 4 * BYTES;

  private final Path file;

  Ballast(Path file) {
    this.file = file;
  }

  /** Gives the room away; false when there was none left. */
  synchronized boolean release() throws IOException {
    return Files.deleteIfExists(file);
  }

  /** Takes the room again where there is plenty. */
  synchronized void fill() throws IOException {
    if (Files.exists(file) || Files.getFileStore(file.getParent()).getUsableSpace() < COMFORT) {
      return;
    }
    try (RandomAccessFile ballast = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] chunk = new byte[1 << 20];
      for (long written = 0; written < BYTES; written += chunk.length) {
        ballast.write(chunk);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
