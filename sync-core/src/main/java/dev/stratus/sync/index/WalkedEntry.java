package dev.stratus.sync.index;

/**
 * A name in a directory with what a walk over the tree needs to know of it.
 *
 * @param cached how many bytes of a file are here
 */
public record WalkedEntry(Entry entry, int mode, long size, long cached) {}
