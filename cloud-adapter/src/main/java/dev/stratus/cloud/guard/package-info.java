/**
 * What every store needs around it: metering ⊃ retry ⊃ limit.
 *
 * <p>{@link dev.stratus.cloud.guard.GuardedStore#of} puts the decorators on, in the one place where
 * their order stands; {@link dev.stratus.cloud.guard.ForwardingStore} is for other rooms' own.
 * Retries live here and nowhere else. No server, no key and no file is known here. No lock; a
 * permit of the limits is held while a request runs, and while its body is read. Nothing survives a
 * restart.
 */
@NullMarked
package dev.stratus.cloud.guard;

import org.jspecify.annotations.NullMarked;
