/**
 * The whole core as one thing: what is built in which order, what happens at its start and at its
 * end, and the work that goes on behind.
 *
 * <p>{@link dev.stratus.sync.core.SyncCore} is the door for whoever mounts. Nothing here is called
 * by the other rooms. After a crash {@link dev.stratus.sync.core.Recovery} finishes or undoes what
 * was under way before the first program may ask.
 */
@NullMarked
package dev.stratus.sync.core;

import org.jspecify.annotations.NullMarked;
