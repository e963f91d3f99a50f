package dev.stratus.sync.index;

/**
 * A name that a file got because it was changed here and in the cloud.
 *
 * @param original the name that it had, which the version of the cloud has now
 * @param madeMillis when
 */
public record ConflictedCopy(Entry entry, String original, long madeMillis) {}
