/**
 * How the machine is: its battery, its heat and its network, for work that can wait until it suits.
 *
 * <p>{@link dev.stratus.sync.conditions.Conditions} is what others ask; a test answers in its
 * place. {@link dev.stratus.sync.conditions.MachineConditions} reads {@code /sys/class} and {@code
 * /proc/net}; {@link dev.stratus.sync.conditions.NetworkManager} is asked behind what a network
 * costs, and its last answer is kept. Nothing here decides what follows from an answer. No locks;
 * nothing survives a crash.
 */
@NullMarked
package dev.stratus.sync.conditions;

import org.jspecify.annotations.NullMarked;
