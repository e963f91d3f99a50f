/**
 * The process that serves a mount: its start in the background, its end by a signal, its log, and
 * the checks of a mount point.
 *
 * <p>Nothing here knows what a mount is made of; that is the composition root's business, which
 * calls this room. Crash: nothing of the process outlives it but the mount itself, which the next
 * start clears, and the log.
 */
@NullMarked
package dev.stratus.mount.daemon;

import org.jspecify.annotations.NullMarked;
