package dev.stratus.sync.content;

/**
 * The bytes of one content generation, as long as {@link OpenFile#isStill} says so.
 *
 * @param size in bytes
 */
public record Frozen(long generation, String contentId, long size, ContentFile file) {}
