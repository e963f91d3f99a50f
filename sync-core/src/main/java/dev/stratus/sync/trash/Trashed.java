package dev.stratus.sync.trash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file in the trash.
 *
 * @param id names it, for as long as it is there
 * @param path where it was, below the mount's root
 * @param size in bytes
 * @param deleted when it was recycled here, or seen that it is gone in the cloud
 * @param look what it had beside its bytes; null where that is not known
 */
public record Trashed(
    long id, String path, long size, Instant deleted, @Nullable TrashedLook look) {}
