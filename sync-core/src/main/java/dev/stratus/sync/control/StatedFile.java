package dev.stratus.sync.control;

import org.jspecify.annotations.Nullable;

/**
 * Where a file stands between here and the cloud.
 *
 * @param path below the mount's root
 * @param state the name of its FileSyncState; of a directory, the most urgent one below it
 * @param location 1 only here, 2 in the cloud, 3 both
 * @param size in bytes, of which {@code cached} are here
 * @param reason why an upload failed or waits, or null
 */
public record StatedFile(
    String path, String state, int location, long size, long cached, @Nullable String reason) {}
