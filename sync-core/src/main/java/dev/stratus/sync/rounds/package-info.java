/**
 * The rounds of a sync as people see them: it runs from the first work until nothing is left, or
 * until it does not go on, and then says so with a reason.
 *
 * <p>{@link dev.stratus.sync.rounds.SyncRounds} looks at what uploads and compares do, moves the
 * {@link dev.stratus.sync.rounds.Phase} through the one table of {@link
 * dev.stratus.sync.rounds.Transitions}, and tells subscribers. Nothing here does the work itself or
 * knows where the facts come from. One thread, no locks. What has to survive a crash (that the sync
 * is stopped, when it was last in step, what waits and what failed) is in the index, and the first
 * look finds it there.
 */
@NullMarked
package dev.stratus.sync.rounds;

import org.jspecify.annotations.NullMarked;
