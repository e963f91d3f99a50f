/**
 * Which local copies may go, and which go first.
 *
 * <p>One {@link dev.stratus.sync.space.Evictor} stands behind every way to free space: the
 * clean-cache command, ageing ({@link dev.stratus.sync.space.SpaceOptimizer}), the limit of the
 * cache and a full disk ({@link dev.stratus.sync.space.CacheLimit}). Only it drops a local copy,
 * and only {@link dev.stratus.sync.space.PartEvictor}, asked by the limit, drops parts of one; both
 * only where one guard says that every byte is in the cloud under the recorded ETag. {@link
 * dev.stratus.sync.space.WriteGate} keeps what programs write within the bounds. Nothing here asks
 * the network.
 *
 * <p>Locks: none of its own around the drop; a chunk of files goes inside {@link
 * dev.stratus.sync.content.OpenFiles#whileUnused} and one change of the index.
 *
 * <p>What survives a crash: the index says first, and durably, that the bytes are not here, then
 * the content files go. The same change notes whose they are, until they are gone: after a crash in
 * between, the next mount deletes those that are not needed again ({@link
 * dev.stratus.sync.space.GoingCopies}), and makes the holes that were not made any more. Visit
 * times of the last seconds may be lost.
 */
@NullMarked
package dev.stratus.sync.space;

import org.jspecify.annotations.NullMarked;
