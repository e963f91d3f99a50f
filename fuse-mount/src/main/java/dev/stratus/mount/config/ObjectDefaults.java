package dev.stratus.mount.config;

import org.jspecify.annotations.Nullable;

/**
 * What objects get that name no owner and no mode.
 *
 * @param uid or null for whoever mounts
 * @param gid or null for whoever mounts
 * @param umask the permission bits that they do not get
 */
public record ObjectDefaults(@Nullable Integer uid, @Nullable Integer gid, int umask) {}
