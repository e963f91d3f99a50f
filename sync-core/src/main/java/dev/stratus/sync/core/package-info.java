/**
 * The whole core as one thing: what is built in which order, what happens at its start and at its
 * end, and the work that goes on behind.
 *
 * <p>{@link dev.stratus.sync.core.SyncCore} is the door for whoever mounts. {@code Rooms} builds
 * from the ground up: {@code Ground} (index, local copies, the watched cloud), over it {@code
 * Exchange}, {@code SpaceRooms}, {@code Upkeep} and {@code Wishes}, and at the top {@code Folder}
 * and {@link dev.stratus.sync.core.MountControl}; what the ground needs of those above it is one
 * interface. Nothing here is called by the other rooms. After a crash {@link
 * dev.stratus.sync.core.Recovery} finishes or undoes what was under way before the first program
 * may ask.
 */
@NullMarked
package dev.stratus.sync.core;

import org.jspecify.annotations.NullMarked;
