package dev.stratus.sync.view;

import dev.stratus.sync.InodeId;

/**
 * A name in a directory.
 *
 * @param mode at least the type bits
 * @param cookie where reading goes on after this entry; stays true while others come and go
 */
public record DirectoryEntry(String name, InodeId inode, int mode, long cookie) {}
