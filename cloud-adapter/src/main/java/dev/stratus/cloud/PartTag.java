package dev.stratus.cloud;

/**
 * A part of a multipart upload that the server has.
 *
 * @param number 1 to 10,000
 * @param size in bytes
 */
public record PartTag(int number, ETag etag, long size) {}
