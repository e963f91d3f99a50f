package dev.stratus.sync.index;

import org.jspecify.annotations.Nullable;

/**
 * A name in a directory with all that the index knows of its state.
 *
 * @param links how many names its inode has
 * @param cached how many bytes of it are here
 * @param isListed of a directory: whether all names that the cloud has in it are known
 * @param pending what waits for the uploader, or null
 * @param objectKey of the name's object, or null
 */
public record StateRow(
    Entry entry,
    int mode,
    long links,
    long size,
    long cached,
    boolean isListed,
    long contentGeneration,
    @Nullable Pending pending,
    @Nullable String objectKey) {}
