package dev.stratus.sync.control;

import org.jspecify.annotations.Nullable;

/**
 * A change of a file or directory, made here or by another client.
 *
 * @param type {@code ADDED}, {@code MODIFIED}, {@code DELETED}, {@code RENAMED}, or {@code
 *     OVERFLOW}: changes were lost since they came faster than they were heard, and whoever wants
 *     to know looks at the files
 * @param path below the mount's root, afterwards; of an overflow that of the subscription
 * @param from the path before a rename, else null
 * @param directory whether it is a directory
 */
public record FileEvent(String type, String path, @Nullable String from, boolean directory) {}
