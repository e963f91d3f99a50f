package dev.stratus.mount.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of one file: in memory while there are few, else in a nameless file on disk. */
final class MemoryFile {

  private static final int MOST_IN_MEMORY = 256 * 1024;

  private byte[] bytes = new byte[0];
  private volatile @Nullable FileChannel channel;
  private volatile long size;

  long size() {
    return size;
  }

  int read(ByteBuffer target, long offset) {
    FileChannel file = channel;
    if (file != null) {
      return readFully(file, target, offset);
    }
    synchronized (this) {
      int count = (int) Math.max(0, Math.min(target.remaining(), size - offset));
      if (count > 0) {
        target.put(bytes, (int) offset, count);
      }
      return count;
    }
  }

  private int readFully(FileChannel file, ByteBuffer target, long offset) {
    try {
      int count = 0;
      while (target.hasRemaining() && offset + count < size) {
        count += Math.max(0, file.read(target, offset + count));
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized int write(ByteBuffer source, long offset) {
    int count = source.remaining();
    long end = offset + count;
    FileChannel file = channelFor(end);
    if (file == null) {
      reserve((int) end);
      source.get(bytes, (int) offset, count);
    } else {
      writeFully(file, source, offset);
    }
    size = Math.max(size, end);
    return count;
  }

  synchronized void resize(long newSize) {
    FileChannel file = channelFor(newSize);
    try {
      if (file == null) {
        bytes = Arrays.copyOf(bytes, (int) newSize);
      } else if (newSize < size) {
        file.truncate(newSize);
      } else if (newSize > file.size()) {
        file.write(ByteBuffer.wrap(new byte[1]), newSize - 1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    size = newSize;
  }

  private @Nullable FileChannel channelFor(long end) {
    if (channel == null && end > MOST_IN_MEMORY) {
      FileChannel file = open();
      writeFully(file, ByteBuffer.wrap(bytes, 0, (int) size), 0);
      channel = file;
      bytes = new byte[0];
    }
    return channel;
  }

  private static FileChannel open() {
    try {
      Path path = Files.createTempFile("memory-view-", ".bytes");
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Files.delete(path);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeFully(FileChannel file, ByteBuffer source, long offset) {
    try {
      long at = offset;
      while (source.hasRemaining()) {
        at += file.write(source, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void reserve(int end) {
    if (bytes.length < end) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
  }
}
