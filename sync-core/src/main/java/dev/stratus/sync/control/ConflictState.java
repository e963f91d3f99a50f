package dev.stratus.sync.control;

/**
 * Whether a file was changed here and in the cloud.
 *
 * @param conflict whether it waited for a decision when it was asked about
 */
public record ConflictState(boolean conflict) {}
