package dev.stratus.sync.trash;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.Handle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The files of the trash that programs read; their numbers are above those of other handles. */
final class TrashHandles {

  private static final long BASE = 1L << 62;

  private record Open(InodeId inode, FileChannel channel) {}

  private final ConcurrentHashMap<Long, Open> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(BASE);

  static boolean has(Handle handle) {
    return handle.value() >= BASE;
  }

  Handle open(InodeId inode, Path file) throws FsException {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      Handle handle = new Handle(numbers.getAndIncrement());
      open.put(handle.value(), new Open(inode, channel));
      return handle;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "not readable in the trash: " + file, e);
    }
  }

  InodeId inode(Handle handle) throws FsException {
    return require(open.get(handle.value())).inode();
  }

  int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    FileChannel channel = require(open.get(handle.value())).channel();
    int start = target.position();
    try {
      int count = 0;
      while (count >= 0 && target.hasRemaining()) {
        count = channel.read(target, offset + target.position() - start);
      }
      return target.position() - start;
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "not readable in the trash", e);
    }
  }

  void close(Handle handle) throws FsException {
    try {
      require(open.remove(handle.value())).channel().close();
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "a file of the trash does not close", e);
    }
  }

  private static Open require(@Nullable Open found) throws FsException {
    if (found == null) {
      throw new FsException(FsFailure.BAD_HANDLE, "no open file of the trash");
    }
    return found;
  }
}
