/**
 * The truth for the mount, in SQLite: inodes, names, what the cloud is known to have, what waits
 * for the uploader.
 *
 * <p>Only this room knows SQL. A change runs in one transaction of the one writer and is in the
 * write-ahead log before it returns ({@link dev.stratus.sync.index.Index#change}); {@link
 * dev.stratus.sync.index.Index#sync} makes it survive the death of the machine. Lock: the writer's,
 * the innermost of all; code that runs inside a change takes no other lock and waits for nothing.
 * Bounded caches over inodes and names are refreshed after each commit, before the writer's lock is
 * given back, so a reader never sees less than what was answered. Who looks a row up for one of
 * them keeps others waiting, and so waits for no connection itself.
 */
@NullMarked
package dev.stratus.sync.index;

import org.jspecify.annotations.NullMarked;
