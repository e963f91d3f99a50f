/**
 * The directory in which a mount keeps everything: who may use it, and whose it is.
 *
 * <p>Owns the directory's mode, its lock, its format, and what it belongs to (endpoint, bucket,
 * prefix). Knows nothing of what the other rooms put there, but where. Opened by the composition
 * root before anything else and closed after everything else. After a crash: the lock is gone with
 * its process; {@code state.json} is replaced as a whole or not at all.
 */
@NullMarked
package dev.stratus.sync.state;

import org.jspecify.annotations.NullMarked;
