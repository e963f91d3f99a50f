/**
 * The words of the file system, used by every room below: inodes, names, modes, times, failures.
 *
 * <p>Only values live here: no locks, no input or output, nothing that has to survive a crash.
 */
@NullMarked
package dev.stratus.sync;

import org.jspecify.annotations.NullMarked;
