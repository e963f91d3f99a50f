package dev.stratus.sync.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a mount is, as fixed when it was made. No secrets.
 *
 * @param id of endpoint, bucket and prefix; names the socket and the default state directory
 * @param endpoint a URL, or {@code embedded:DIR}
 * @param endpointReason why this endpoint was taken, such as {@code --endpoint}
 * @param prefix without slashes at its ends; empty for the whole bucket
 * @param log where the daemon logs to, or null when it logs to its terminal
 * @param engine such as {@code jnr}
 * @param engineReason why this engine was taken
 */
public record MountFacts(
    String id,
    String bucket,
    String prefix,
    String endpoint,
    String endpointReason,
    String mountPoint,
    String stateDirectory,
    @Nullable String log,
    String engine,
    String engineReason,
    boolean readOnly,
    long pid,
    String version,
    Instant since) {}
