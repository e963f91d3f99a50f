package dev.stratus.mount.config;

import org.jspecify.annotations.Nullable;

/**
 * How much of the line a mount may take.
 *
 * @param up bytes per second, 0 for no limit
 * @param down bytes per second, 0 for no limit
 * @param connections transfers at once, or null for the default
 * @param uploadMetered whether uploads may go over a metered network
 * @param downloadMetered whether downloads may that go on behind
 */
public record TransferLimits(
    long up,
    long down,
    @Nullable Integer connections,
    boolean uploadMetered,
    boolean downloadMetered) {}
