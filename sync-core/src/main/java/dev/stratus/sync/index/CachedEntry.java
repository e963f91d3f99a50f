package dev.stratus.sync.index;

/**
 * A name of a file that has bytes here.
 *
 * @param cached how many
 * @param visit when it was last opened
 * @param hasObject whether there is an object of this name
 * @param isPending whether something of it waits for the uploader
 */
public record CachedEntry(
    Entry entry, long cached, long visit, boolean hasObject, boolean isPending) {}
