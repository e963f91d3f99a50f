/**
 * The commands: one picocli class each, talking to a mount's daemon over its control socket only.
 *
 * <p>A command parses, asks, prints, and returns an exit code; it never sees the core, the cloud or
 * an engine. Only {@code mount} starts something, through {@link
 * dev.stratus.mount.cli.MountRunner}. No locks, no state.
 */
@NullMarked
package dev.stratus.mount.cli;

import org.jspecify.annotations.NullMarked;
