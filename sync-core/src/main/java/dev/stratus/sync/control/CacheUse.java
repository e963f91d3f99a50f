package dev.stratus.sync.control;

import org.jspecify.annotations.Nullable;

/**
 * Local copies.
 *
 * @param files that have bytes here
 * @param bytes here
 * @param room how much of the disk they take, what comes, goes or is being written included; this
 *     is what the limit is for
 * @param limit of {@code --cache-size}, or null for none
 * @param minFree bytes of the disk for which local copies make room; 0 for none
 * @param refusal why programs can write nothing at this moment, or null while they can
 */
public record CacheUse(
    long files,
    long bytes,
    long room,
    @Nullable Long limit,
    long minFree,
    @Nullable String refusal) {}
