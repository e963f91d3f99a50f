/**
 * Makes the cloud equal to the index.
 *
 * <p>There is no log of operations: a name that is pending is compared with what the cloud is known
 * to have, one safe step is claimed in the index, done, and recorded. Only this room changes
 * objects. Called by the index (what is pending), by the view (what was released), by the control
 * room (stop, start, retry, progress). Locks: one for the queue and one for the keys under way,
 * both leaves; neither is held over a request or a change of the index. A crash leaves a pending
 * row with the attempt's nonce, by which the next mount recognises what was done.
 */
@NullMarked
package dev.stratus.sync.upload;

import org.jspecify.annotations.NullMarked;
