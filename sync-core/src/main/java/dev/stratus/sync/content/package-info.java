/**
 * The bytes that are here: one sparse file per inode, which of its blocks are present, and the
 * files that are open.
 *
 * <p>Does not know names, objects or the network; bytes that are missing come through {@link
 * dev.stratus.sync.content.BlockSource}, which the download room implements. Lock: one per {@link
 * dev.stratus.sync.content.OpenFile}, taken before the index's writer. What an answered write
 * changed is in the content file, and the index knows that writing has begun, so the death of the
 * process takes nothing back; {@link dev.stratus.sync.content.OpenFile#sync} makes it survive the
 * death of the machine. Blocks that are given up are forgotten by the index first, then by the
 * disk.
 */
@NullMarked
package dev.stratus.sync.content;

import org.jspecify.annotations.NullMarked;
