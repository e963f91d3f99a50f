package dev.stratus.mount.cli;

import dev.stratus.mount.config.Environment;

/** What every command needs from outside. */
public record CommandContext(Environment environment, Terminal terminal, MountRunner mounts) {}
