package dev.stratus.sync.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file that the bucket keeps.
 *
 * @param version the server's name of it
 * @param edited when it was written there
 * @param size in bytes
 * @param deleted whether it says that the file was deleted then
 * @param sha256 of its bytes, in hex; null when it was not asked for, or deleted
 */
public record HistoricVersion(
    String version, Instant edited, long size, boolean deleted, @Nullable String sha256) {}
