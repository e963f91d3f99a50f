package dev.stratus.sync.content;

/**
 * What an open file is at this moment, ahead of its inode's row while it is written.
 *
 * @param size in bytes
 * @param mtime nanoseconds since 1970
 * @param cached how many of the bytes are here
 * @param writing whether size and mtime are newer than the row
 */
public record Live(long size, long mtime, long cached, boolean writing) {}
