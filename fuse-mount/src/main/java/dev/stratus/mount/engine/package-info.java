/**
 * Mounts: what every engine room shares, and the interface that the composition root drives.
 *
 * <p>An engine decodes what the kernel asks, calls {@link dev.stratus.sync.view.FileSystemView},
 * and encodes the answer; it decides nothing and locks nothing. Here live the options, the table of
 * mounts, the search for stale mounts, the unmounting and the one switch to errno. No binding to
 * native code: that is the business of the rooms below. Nothing here survives a crash but the
 * kernel's own mount, which the next mount clears.
 */
@NullMarked
package dev.stratus.mount.engine;

import org.jspecify.annotations.NullMarked;
