package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.MountException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.types.int64_t;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.size_t;

/**
 * The functions of libfuse 2.9; addresses are plain numbers. Public because jnr-ffi implements it
 * in a class loader of its own.
 */
public interface LibFuse {

  /** Parses the options, mounts, and makes the session; 0 when that failed. */
  @intptr_t
  long fuse_setup(
      int argc,
      @intptr_t long argv,
      @intptr_t long operations,
      @size_t long operationsSize,
      @intptr_t long mountPoint,
      @intptr_t long multithreaded,
      @intptr_t long userData);

  void fuse_remove_signal_handlers(@intptr_t long session);

  @intptr_t
  long fuse_get_session(@intptr_t long fuse);

  @intptr_t
  long fuse_session_next_chan(@intptr_t long session, @intptr_t long channel);

  int fuse_chan_fd(@intptr_t long channel);

  /** A channel to the kernel, or to whoever reads from the descriptor. */
  @intptr_t
  long fuse_kern_chan_new(int descriptor);

  /** Closes its descriptor too. */
  void fuse_chan_destroy(@intptr_t long channel);

  /** Waits for a request: its length, 0 after the unmount, or a negative errno. */
  @IgnoreError
  int fuse_session_receive_buf(
      @intptr_t long session, @intptr_t long buffer, @intptr_t long channelPointer);

  /** Serves a request, calling back. */
  @IgnoreError
  void fuse_session_process_buf(
      @intptr_t long session, @intptr_t long buffer, @intptr_t long channel);

  /** Tells the kernel that what it knows of a file is old; an offset below 0 spares its pages. */
  @IgnoreError
  int fuse_lowlevel_notify_inval_inode(
      @intptr_t long channel, @intptr_t long node, @int64_t long offset, @int64_t long length);

  /** Frees everything, the device included. */
  void fuse_destroy(@intptr_t long fuse);

  @IgnoreError
  @intptr_t
  long fuse_get_context();

  static LibFuse load() throws MountException {
    try {
      return LibraryLoader.create(LibFuse.class).failImmediately().load("libfuse.so.2");
    } catch (UnsatisfiedLinkError e) {
      throw new MountException(
          "libfuse 2 is missing; install it with: apt-get install libfuse2 (libfuse2t64 on newer"
              + " systems)",
          e);
    }
  }
}
