package dev.stratus.sync.control;

import java.time.Instant;

/**
 * A file whose local copy went because nobody opened it for long.
 *
 * @param path below the mount's root
 * @param bytes that were here
 * @param visited when it was last opened
 */
public record AgedFile(String path, long bytes, Instant visited) {}
