package dev.stratus.sync.control;

import java.time.Instant;

/**
 * A file with bytes here.
 *
 * @param path below the mount's root
 * @param bytes that are here
 * @param visited when it was last opened, or when it was uploaded if it never was
 */
public record CachedFile(String path, long bytes, Instant visited, CacheState state) {}
