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

  /** The golden ratio in 64 bits: neighbouring numbers become distant ones. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

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
    setIdBits.takeIfAsked(attributes);
    LoopThread.opened(version(handle), isWhollyHere(attributes));
    return 0;
  }

  /** Tells bytes of one file and version from all others, almost surely; never 0. */
  private int version(Handle handle) throws FsException {
    long name = view.inodeOf(handle).value() * SPREAD + view.contentVersion(handle);
    int mixed = (int) ((name * SPREAD) >>> Integer.SIZE);
    return mixed == 0 ? 1 : mixed;
  }

  private static boolean isWhollyHere(Attributes attributes) {
    return attributes.blocks() * STAT_BLOCK >= attributes.size();
  }

  int release(Buffer arguments) throws FsException {
    Handle handle = handle(arguments.getAddress(1));
    LoopThread.closed(version(handle));
    view.release(handle);
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
