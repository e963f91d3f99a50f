package dev.stratus.sync.control;

/**
 * A file whose local copy stayed.
 *
 * @param path below the mount's root
 * @param bytes that are here
 * @param reason for a human
 */
public record StayedFile(String path, long bytes, String reason) {}
