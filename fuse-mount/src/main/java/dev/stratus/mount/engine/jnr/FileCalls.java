package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure.Buffer;
import dev.stratus.mount.engine.jnr.PathResolver.Place;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;

/** Open files: create, open, release and fallocate. */
final class FileCalls {

  /** Bytes, in which {@code st_blocks} counts. */
  private static final long STAT_BLOCK = 512;

  private final Kernel kernel;
  private final FileSystemView view;
  private final SetIdBits setIdBits;

  FileCalls(Kernel kernel) {
    this.kernel = kernel;
    this.view = kernel.view();
    this.setIdBits = new SetIdBits(view);
  }

  int create(Buffer arguments) throws FsException {
    Place place = kernel.paths().place(arguments.getAddress(0));
    long info = arguments.getAddress(2);
    Created created =
        view.create(
            place.directory(),
            place.name(),
            arguments.getInt(1),
            OpenFlags.decode(FuseStructs.openFlags(info)),
            kernel.caller());
    FuseStructs.putHandle(info, created.handle().value());
    return 0;
  }

  int open(Buffer arguments) throws FsException {
    InodeId inode = kernel.paths().inode(arguments.getAddress(0));
    long info = arguments.getAddress(1);
    Handle handle = view.open(inode, OpenFlags.decode(FuseStructs.openFlags(info)));
    FuseStructs.putHandle(info, handle.value());
    Attributes attributes = view.getattr(inode);
    if (LoopThread.takesSetIdBits()) {
      setIdBits.take(attributes);
    }
    if (!isWhollyHere(attributes)) {
      LoopThread.forgetPages();
    }
    return 0;
  }

  private static boolean isWhollyHere(Attributes attributes) {
    return attributes.blocks() * STAT_BLOCK >= attributes.size();
  }

  int release(Buffer arguments) throws FsException {
    LoopThread.keptPages();
    view.release(handle(arguments.getAddress(1)));
    return 0;
  }

  int fallocate(Buffer arguments) throws FsException {
    view.fallocate(
        handle(arguments.getAddress(4)),
        AllocationModes.decode(arguments.getInt(1)),
        arguments.getLong(2),
        arguments.getLong(3));
    return 0;
  }

  private static Handle handle(long info) {
    return new Handle(FuseStructs.handle(info));
  }
}
