package dev.stratus.mount.engine.jnr;

import jnr.ffi.LibraryLoader;

/**
 * The few functions of the C library that Java does not offer. Public because jnr-ffi implements it
 * in a class loader of its own.
 */
public interface LibC {

  LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");

  int open(String path, int flags);

  int dup(int descriptor);

  int dup2(int from, int to);

  int close(int descriptor);
}
