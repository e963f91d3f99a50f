/**
 * Names and what they lead to: paths, object keys, and the rules of directories.
 *
 * <p>Knows the index and nothing of bytes or requests. What it must know of the cloud before it can
 * answer truly comes through {@link dev.stratus.sync.namespace.RemoteKnowledge}, which the remote
 * room implements. A decision and its change are one change of the index, so no lock is needed
 * beside the writer's.
 */
@NullMarked
package dev.stratus.sync.namespace;

import org.jspecify.annotations.NullMarked;
