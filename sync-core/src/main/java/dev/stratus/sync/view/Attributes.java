package dev.stratus.sync.view;

import dev.stratus.sync.InodeId;

/**
 * What {@code stat} shows.
 *
 * @param mode type and permission bits
 * @param rdev of a device, else 0
 * @param size in bytes
 * @param blocks units of 512 bytes that are here; 1 for a non-empty file that is only in the cloud
 * @param atimeNanos since 1970, as the two that follow
 */
public record Attributes(
    InodeId inode,
    int mode,
    int nlink,
    int uid,
    int gid,
    long rdev,
    long size,
    long blocks,
    long atimeNanos,
    long mtimeNanos,
    long ctimeNanos) {}
