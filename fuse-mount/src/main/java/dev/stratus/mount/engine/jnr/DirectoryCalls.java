package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Closure.Buffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Type;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * opendir, readdir and fsyncdir. The handle is the directory's inode.
 *
 * <p>libfuse takes the whole directory at the first readdir and serves the rest from its copy
 * (offset 0 mode): one pass whatever the size, and a listing that removals do not shift.
 */
final class DirectoryCalls {

  private static final int BATCH = 1024;
  private static final int LONGEST_NAME = 255;

  /** int filler(void *buffer, const char *name, const struct stat *stat, off_t offset). */
  private static final CallContext FILLER =
      new CallContext(Type.SINT32, Type.POINTER, Type.POINTER, Type.POINTER, Type.SINT64);

  private final Kernel kernel;
  private final FileSystemView view;

  DirectoryCalls(Kernel kernel) {
    this.kernel = kernel;
    this.view = kernel.view();
  }

  int opendir(Buffer arguments) throws FsException {
    Attributes directory = kernel.paths().attributes(arguments.getAddress(0));
    if (!FileMode.isDirectory(directory.mode())) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, "opendir of a file");
    }
    FuseStructs.putHandle(arguments.getAddress(1), directory.inode().value());
    return 0;
  }

  int readdir(Buffer arguments) throws FsException {
    long stat = Memory.allocate(Layout.STAT_SIZE + LONGEST_NAME + 1L);
    try {
      Filler filler = new Filler(arguments.getAddress(1), arguments.getAddress(2), stat);
      list(directory(arguments.getAddress(4)), filler);
      return 0;
    } finally {
      Memory.free(stat);
    }
  }

  private void list(InodeId directory, Filler filler) throws FsException {
    long cookie = 0;
    List<DirectoryEntry> batch;
    do {
      batch = view.readdir(directory, cookie, BATCH);
      for (DirectoryEntry entry : batch) {
        filler.add(entry);
        cookie = entry.cookie();
      }
    } while (batch.size() == BATCH);
  }

  int fsyncdir(Buffer arguments) throws FsException {
    view.fsyncDirectory(directory(arguments.getAddress(2)));
    return 0;
  }

  private static InodeId directory(long info) {
    return new InodeId(FuseStructs.handle(info));
  }

  /**
   * libfuse's function that takes entries.
   *
   * @param stat scratch memory: a struct stat and a name behind it
   */
  private record Filler(long buffer, long function, long stat) {

    void add(DirectoryEntry entry) throws FsException {
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      long nameAddress = stat + Layout.STAT_SIZE;
      Memory.IO.putZeroTerminatedByteArray(
          nameAddress, name, 0, Math.min(name.length, LONGEST_NAME));
      FuseStructs.putIdentity(stat, entry.inode().value(), entry.mode());
      long full = Invoker.getInstance().invokeN4(FILLER, function, buffer, nameAddress, stat, 0);
      if ((int) full != 0) {
        throw new FsException(FsFailure.IO_ERROR, "no memory for the listing of a directory");
      }
    }
  }
}
