/**
 * The only door of the file system for the engines: POSIX meaning, by inode.
 *
 * <p>The engines decode, call one method of {@link dev.stratus.sync.view.FileSystemView}, and
 * encode. Nothing here knows FUSE. What an answered call changed is in the index and the content
 * store before it returns.
 */
@NullMarked
package dev.stratus.sync.view;

import org.jspecify.annotations.NullMarked;
