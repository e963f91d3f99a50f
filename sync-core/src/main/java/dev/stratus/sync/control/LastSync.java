package dev.stratus.sync.control;

/**
 * When all was last in step.
 *
 * @param millis since 1970, 0 if it never was
 */
public record LastSync(long millis) {}
