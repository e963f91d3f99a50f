package dev.stratus.sync.control;

/**
 * Where an image or a video is.
 *
 * @param path absolute
 */
public record MediaPath(String path) {}
