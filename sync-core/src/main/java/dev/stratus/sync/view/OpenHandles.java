package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The handles that programs hold, by number. */
public final class OpenHandles {

  /** One handle: a use of a file, and what it may do. */
  static final class Open {
    private final OpenFiles.Use use;
    private final OpenMode mode;

    Open(OpenFiles.Use use, OpenMode mode) {
      this.use = use;
      this.mode = mode;
    }

    OpenFile file() {
      return use.file();
    }

    InodeId inode() {
      return new InodeId(use.file().inode());
    }

    OpenMode mode() {
      return mode;
    }

    OpenFile requireReadable() throws FsException {
      if (!mode.read()) {
        throw new FsException(FsFailure.BAD_HANDLE, "the handle is not open for reading");
      }
      return file();
    }

    OpenFile requireWritable() throws FsException {
      if (!mode.write()) {
        throw new FsException(FsFailure.BAD_HANDLE, "the handle is not open for writing");
      }
      return file();
    }
  }

  private final ConcurrentHashMap<Long, Open> handles = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Integer> writers = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1);

  Handle add(OpenFiles.Use use, OpenMode mode) {
    Handle handle = new Handle(numbers.getAndIncrement());
    handles.put(handle.value(), new Open(use, mode));
    if (mode.write()) {
      writers.merge(use.file().inode(), 1, Integer::sum);
    }
    return handle;
  }

  Open get(Handle handle) throws FsException {
    Open open = handles.get(handle.value());
    if (open == null) {
      throw new FsException(FsFailure.BAD_HANDLE, "no open handle " + handle.value());
    }
    return open;
  }

  /** Forgets a handle and ends its use of the file. */
  Open remove(Handle handle) throws FsException {
    Open open = handles.remove(handle.value());
    if (open == null) {
      throw new FsException(FsFailure.BAD_HANDLE, "no open handle " + handle.value());
    }
    if (open.mode().write()) {
      writers.computeIfPresent(open.file().inode(), (inode, count) -> count > 1 ? count - 1 : null);
    }
    open.use.close();
    return open;
  }

  /** Whether some program could still write to a file. */
  public boolean isOpenForWriting(long inode) {
    return writers.containsKey(inode);
  }

  /** Whether some program has a file open. */
  public boolean isOpen(long inode) {
    return handles.values().stream().anyMatch(open -> open.file().inode() == inode);
  }

  /** How many handles are open. */
  public int count() {
    return handles.size();
  }

  /** Ends every use; for the end of the mount. */
  public void closeAll() throws FsException {
    for (Long handle : handles.keySet()) {
      remove(new Handle(handle));
    }
  }
}
