/**
 * What the cloud says, and what follows for the index: listings, the compare, and how an object's
 * metadata read.
 *
 * <p>Nothing here changes an object; that is the upload room's, which tells through {@link
 * dev.stratus.sync.remote.Flights} what it has under way. Called by {@code namespace} (through
 * {@link dev.stratus.sync.namespace.RemoteKnowledge}) and by the upload room. No lock is held over
 * a request; what is learnt goes into the index in small changes, so that a crash loses at most a
 * page that is asked for again.
 */
@NullMarked
package dev.stratus.sync.remote;

import org.jspecify.annotations.NullMarked;
