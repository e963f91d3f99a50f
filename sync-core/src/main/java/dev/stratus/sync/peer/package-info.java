/**
 * Who asks a mount for something, and what the configuration gives them.
 *
 * <p>A peer is what the kernel recorded when it connected: a user and the group that its process
 * ran with. The mount's owner and root may do all; what others may do is here. Which request needs
 * what is the control room's business. Immutable; no locks.
 */
@NullMarked
package dev.stratus.sync.peer;

import org.jspecify.annotations.NullMarked;
