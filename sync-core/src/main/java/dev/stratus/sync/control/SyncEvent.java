package dev.stratus.sync.control;

/**
 * How a sync stands.
 *
 * @param state as cloudSync's SyncState names it
 * @param error as cloudSync's ErrorType names it
 */
public record SyncEvent(String state, String error) {}
