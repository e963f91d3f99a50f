package dev.stratus.sync.api;

/**
 * What {@link CloudSync#startOptimizeSpace} is to free.
 *
 * @param totalSize bytes to be freed, at least 0
 * @param agingDays only media that nobody opened for so many days, at least 0
 */
public record OptimizeSpaceParam(long totalSize, int agingDays) {}
