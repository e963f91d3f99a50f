/**
 * What the kernel says is mounted where.
 *
 * <p>Reads {@code /proc/self/mountinfo} and nothing else, so a question never touches a mount that
 * may hang. Called by the state directory, the commands and the start of a mount. No locks, no
 * state.
 */
@NullMarked
package dev.stratus.sync.mounts;

import org.jspecify.annotations.NullMarked;
