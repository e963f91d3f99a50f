package dev.stratus.sync.control;

/**
 * A file that is not in the cloud, or whose local copy was kept.
 *
 * @param path below the mount's root
 * @param state the name of its FileSyncState
 * @param reason why, for a human
 */
public record RemainingFile(String path, String state, String reason) {}
