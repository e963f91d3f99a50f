package dev.stratus.sync.control;

/**
 * A version that was written into the mount.
 *
 * @param path where it is, below the mount's root
 */
public record RestoreResult(String path, HistoricVersion version) {}
