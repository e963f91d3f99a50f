package dev.stratus.sync.control;

import org.jspecify.annotations.Nullable;

/**
 * What {@code sync accept} lets happen.
 *
 * @param accepted what was held back, or null when nothing was
 */
public record AcceptResult(@Nullable Held accepted) {}
