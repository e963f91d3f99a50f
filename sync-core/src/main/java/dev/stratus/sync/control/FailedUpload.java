package dev.stratus.sync.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that did not get into the cloud. Its bytes are safe here.
 *
 * @param path below the mount's root
 * @param reason for a human, with a hint where there is one
 * @param attempts so far
 * @param nextTry or null when it is only tried on request or when the condition changes
 */
public record FailedUpload(String path, String reason, int attempts, @Nullable Instant nextTry) {}
