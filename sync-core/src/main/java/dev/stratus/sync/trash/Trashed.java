package dev.stratus.sync.trash;

import java.time.Instant;

/**
 * A file in the trash.
 *
 * @param id names it, for as long as it is there
 * @param path where it was, below the mount's root
 * @param size in bytes
 * @param deleted when it was seen that it is gone in the cloud
 */
public record Trashed(long id, String path, long size, Instant deleted) {}
