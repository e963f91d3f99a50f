package dev.stratus.sync.control;

/**
 * Whether a bucket keeps versions.
 *
 * @param keeps whether objects that are replaced or deleted from now on stay
 */
public record VersioningStatus(boolean keeps) {}
