/**
 * How the machine is: its battery, its heat and its network, for work that can wait until it suits.
 *
 * <p>{@link dev.stratus.sync.conditions.Conditions} is what others ask; a test answers in its
 * place. {@link dev.stratus.sync.conditions.MachineConditions} reads {@code /sys/class} and {@code
 * /proc/net}. Nothing here decides what follows from an answer. No locks; nothing is kept, so
 * nothing survives a crash.
 */
@NullMarked
package dev.stratus.sync.conditions;

import org.jspecify.annotations.NullMarked;
