/**
 * What a bucket that keeps versions still has of files as they were.
 *
 * <p>Lists the versions of a path's object, and writes one of them into the mount: as a new file,
 * or in the place of the file as it is. Written is through the view, like by any program ({@link
 * dev.stratus.sync.view.Arrivals}); a crash before the last step leaves the file as it was, and a
 * name that the next mount sweeps. No locks; nothing here knows who asks.
 */
@NullMarked
package dev.stratus.sync.history;

import org.jspecify.annotations.NullMarked;
