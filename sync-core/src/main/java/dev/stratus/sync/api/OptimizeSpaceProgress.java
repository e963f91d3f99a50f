package dev.stratus.sync.api;

/**
 * How far {@link CloudSync#startOptimizeSpace} is.
 *
 * @param progress from 1 to 100; of the last event on success always 100
 */
public record OptimizeSpaceProgress(OptimizeState state, int progress) {}
