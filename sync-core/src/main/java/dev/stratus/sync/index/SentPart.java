package dev.stratus.sync.index;

import dev.stratus.cloud.PartTag;

/**
 * A part that the server took.
 *
 * @param crc32c of its bytes, by which they are known again
 */
public record SentPart(PartTag tag, int crc32c) {}
