package dev.stratus.sync.index;

/**
 * A name in a directory with what a walk over the tree needs to know of it.
 *
 * @param cached how many bytes of a file are here
 * @param isListed of a directory: whether all names that the cloud has in it are known
 */
public record WalkedEntry(Entry entry, int mode, long size, long cached, boolean isListed) {}
