package dev.stratus.sync.control;

import java.time.Instant;

/**
 * A file in the trash.
 *
 * @param id names it
 * @param path where it was, below the mount's root
 * @param size in bytes
 * @param deleted when it was seen that another client had deleted it
 * @param file where its bytes are
 */
public record TrashedFile(long id, String path, long size, Instant deleted, String file) {}
