package dev.stratus.mount.engine.jnr;

import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.IgnoreError;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The few functions of the C library that Java does not offer. Public because jnr-ffi implements it
 * in a class loader of its own.
 */
public interface LibC {

  LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");

  int open(String path, int flags);

  int fallocate(int descriptor, int mode, @off_t long offset, @off_t long length);

  int dup(int descriptor);

  int dup2(int from, int to);

  int close(int descriptor);

  /** Fills in the end to read from, and the one to write to. */
  int pipe(@Out int[] ends);

  @ssize_t
  long read(int descriptor, @intptr_t long target, @size_t long length);

  @ssize_t
  long write(int descriptor, @intptr_t long source, @size_t long length);

  /** How large a piece of memory is that malloc gave. */
  @IgnoreError
  @size_t
  long malloc_usable_size(@intptr_t long address);
}
