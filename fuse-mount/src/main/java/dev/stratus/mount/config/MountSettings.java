package dev.stratus.mount.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that a mount needs to know, checked as far as text can be.
 *
 * @param id of endpoint, bucket and prefix; names socket and default state directory
 */
public record MountSettings(
    String id,
    BucketPath bucket,
    Endpoint endpoint,
    String region,
    Path mountPoint,
    Path stateDirectory,
    EngineChoice engine,
    boolean readOnly,
    boolean writeThrough,
    boolean allowOther,
    ObjectDefaults defaults,
    @Nullable Long cacheSize,
    DiskShare minFree,
    TransferLimits transfers,
    RemoteLimits remote) {}
