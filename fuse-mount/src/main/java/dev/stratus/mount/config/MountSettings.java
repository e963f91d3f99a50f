package dev.stratus.mount.config;

import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.peer.Grants;
import dev.stratus.sync.space.OptimizePolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that a mount needs to know, checked as far as text can be.
 *
 * @param id of endpoint, bucket and prefix; names socket and default state directory
 * @param grants what other users may do through the control socket
 * @param ignore which names are never uploaded
 * @param warmUp whether the daemon practises while it starts
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
    OptimizePolicy optimize,
    TransferLimits transfers,
    RemoteLimits remote,
    IgnoreRules ignore,
    boolean listStateXattrs,
    boolean manualConflicts,
    boolean warmUp,
    Grants grants) {}
