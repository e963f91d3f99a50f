package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import java.nio.ByteBuffer;

/** What is done with the bytes of files, by handle. */
final class Contents {

  private static final int ZEROS = 1 << 20;

  private final OpenFiles files;
  private final OpenHandles handles;
  private final FileActivity activity;
  private final WriteRoom room;

  Contents(OpenFiles files, OpenHandles handles, FileActivity activity, WriteRoom room) {
    this.files = files;
    this.handles = handles;
    this.activity = activity;
    this.room = room;
  }

  Handle open(InodeId inode, OpenMode mode) throws FsException {
    OpenFiles.Use use = files.use(inode);
    try {
      if (mode.truncate()) {
        use.file().truncate(0);
      }
    } catch (FsException e) {
      use.close();
      throw e;
    }
    activity.opened(inode.value());
    return handles.add(use, mode);
  }

  int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    OpenFile file = handles.get(handle).requireReadable();
    activity.read(file.inode());
    return file.read(target, offset);
  }

  int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    int count = source.remaining();
    writable(handle, count).write(source, offset, false);
    return count;
  }

  int append(Handle handle, ByteBuffer source) throws FsException {
    int count = source.remaining();
    writable(handle, count).write(source, 0, true);
    return count;
  }

  private OpenFile writable(Handle handle, int count) throws FsException {
    OpenHandles.Open open = handles.get(handle);
    room.require(count);
    return open.requireWritable();
  }

  void flush(Handle handle) throws FsException {
    OpenHandles.Open open = handles.get(handle);
    if (open.mode().write()) {
      open.file().settle();
    }
  }

  void release(Handle handle) throws FsException {
    OpenHandles.Open open = handles.remove(handle);
    if (open.mode().mayChange()) {
      activity.written(open.file().inode());
    }
  }

  void truncate(InodeId inode, long size) throws FsException {
    try (OpenFiles.Use use = files.use(inode)) {
      use.file().truncate(size);
    }
    activity.written(inode.value());
  }

  /** A time that was set by hand must not be overtaken by what was written before. */
  void mtimeSet(InodeId inode, long nanos) throws FsException {
    if (files.isUsed(inode.value())) {
      try (OpenFiles.Use use = files.use(inode)) {
        use.file().mtimeSet(nanos);
      }
    }
  }

  void settle(InodeId inode) throws FsException {
    if (files.isUsed(inode.value())) {
      try (OpenFiles.Use use = files.use(inode)) {
        use.file().settle();
      }
    }
  }

  void fallocate(Handle handle, Allocation allocation, long offset, long length)
      throws FsException {
    if (offset < 0 || length <= 0) {
      throw new FsException(FsFailure.INVALID, "no range: " + offset + "+" + length);
    }
    OpenFile file = handles.get(handle).requireWritable();
    long end = offset + length;
    boolean keepsSize = allocation != Allocation.EXTEND && allocation != Allocation.ZERO_RANGE;
    if (allocation == Allocation.PUNCH_HOLE
        || allocation == Allocation.ZERO_RANGE
        || allocation == Allocation.ZERO_RANGE_KEEP_SIZE) {
      writeZeros(file, offset, Math.min(end, file.live().size()));
    }
    if (!keepsSize && end > file.live().size()) {
      file.truncate(end);
    }
  }

  private void writeZeros(OpenFile file, long from, long to) throws FsException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    for (long position = from; position < to; position += zeros.capacity()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), to - position));
      room.require(zeros.remaining());
      file.write(zeros, position, false);
    }
  }

  /** Bytes in the cloud are data, and so are the holes of a local copy: nobody may skip them. */
  long lseek(Handle handle, long offset, SeekTarget target) throws FsException {
    long size = handles.get(handle).file().live().size();
    if (offset < 0 || offset >= size) {
      throw new FsException(FsFailure.NO_SUCH_OFFSET, "offset " + offset + " of " + size);
    }
    return target == SeekTarget.DATA ? offset : size;
  }
}
