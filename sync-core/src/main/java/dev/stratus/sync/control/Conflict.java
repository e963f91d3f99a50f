package dev.stratus.sync.control;

import java.time.Instant;

/**
 * A file that was changed here and in the cloud: what was written here has another name since then.
 *
 * @param path where it is now, below the mount's root
 * @param original the name that it had; the version of the cloud has it now
 */
public record Conflict(String path, String original, Instant since) {}
