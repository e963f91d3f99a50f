/**
 * What a bucket that keeps versions still has of files as they were.
 *
 * <p>Lists the versions of a path's object, and writes one of them into the mount: as a new file,
 * or in the place of the file as it is. Written is through the view, like by any program, under a
 * name that is never uploaded, and renamed when every byte is here and on the disk; a crash before
 * leaves the file as it was, and maybe that name. No locks; nothing here knows who asks.
 */
@NullMarked
package dev.stratus.sync.history;

import org.jspecify.annotations.NullMarked;
