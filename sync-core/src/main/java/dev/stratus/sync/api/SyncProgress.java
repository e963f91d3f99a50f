package dev.stratus.sync.api;

/**
 * How a sync stands: cloudSync's SyncProgress.
 *
 * @param state what it does
 * @param error why it does not go on
 */
public record SyncProgress(SyncState state, ErrorType error) {}
