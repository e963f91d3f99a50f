package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The local copy of one file: exactly its bytes at their own offsets, sparse where they are not
 * here. Every method may be called from any thread, but never from one that may be interrupted: an
 * interrupt would close the file for all.
 */
public final class ContentFile implements AutoCloseable {

  /** The JVM keeps, for each thread, memory as large as its largest write of an array. */
  private static final int AT_ONCE = 128 << 10;

  private final Path path;
  private final FileChannel channel;

  private ContentFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static ContentFile open(Path path) throws IOException {
    return new ContentFile(
        path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Makes the file, which must not exist. */
  static ContentFile create(Path path) throws IOException {
    return new ContentFile(
        path,
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW));
  }

  /** Reads until the target is full or the file ends; returns how many bytes. */
  public int read(ByteBuffer target, long offset) throws FsException {
    int total = 0;
    try {
      while (target.hasRemaining()) {
        int count = channel.read(target, offset + total);
        if (count < 0) {
          break;
        }
        total += count;
      }
      return total;
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /** Writes all of the source. */
  public void write(ByteBuffer source, long offset) throws FsException {
    long position = offset;
    int end = source.limit();
    try {
      while (source.position() < end) {
        source.limit(Math.min(end, source.position() + AT_ONCE));
        position += channel.write(source, position);
      }
    } catch (IOException e) {
      throw failure("write", e);
    } finally {
      source.limit(end);
    }
  }

  public long size() throws FsException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw failure("size", e);
    }
  }

  /** Cuts the file, or lets it grow by a hole. */
  public void resize(long size) throws FsException {
    try {
      long now = channel.size();
      if (now > size) {
        channel.truncate(size);
      } else if (now < size) {
        grow(size);
      }
    } catch (IOException e) {
      throw failure("resize", e);
    }
  }

  /** A channel cannot grow by a hole. */
  private void grow(long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
  }

  /** When the bytes last changed, in nanoseconds since 1970. */
  public long mtimeNanos() throws FsException {
    try {
      return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
    } catch (IOException e) {
      throw failure("stat", e);
    }
  }

  /** Returns when the bytes survive a power cut. */
  public void sync() throws FsException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw failure("sync", e);
    }
  }

  @Override
  public void close() throws FsException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure("close", e);
    }
  }

  private FsException failure(String operation, IOException e) {
    return ContentStore.failure(operation + " of the local copy " + path, e);
  }
}
