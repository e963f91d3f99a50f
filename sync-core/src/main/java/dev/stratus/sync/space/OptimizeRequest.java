package dev.stratus.sync.space;

import java.util.OptionalLong;

/**
 * Which files are to be aged.
 *
 * @param size bytes to be freed; empty for all that are old enough
 * @param days since the last visit and the last upload; 0 for whatever the cloud has
 * @param allTypes whether other files go too, after images and videos
 * @param dryRun whether nothing is to be done but to tell
 */
public record OptimizeRequest(OptionalLong size, int days, boolean allTypes, boolean dryRun) {}
