package dev.stratus.mount.config;

import org.jspecify.annotations.Nullable;

/**
 * What only the command line of {@code mount} says.
 *
 * @param bucket as given: {@code BUCKET[/PREFIX]}
 * @param configFile of {@code --config}, or null
 */
public record MountArguments(String bucket, String mountPoint, @Nullable String configFile) {}
