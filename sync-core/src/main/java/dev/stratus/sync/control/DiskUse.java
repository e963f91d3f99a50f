package dev.stratus.sync.control;

/**
 * The disk below the state directory.
 *
 * @param free bytes that anybody may take
 * @param reserve bytes held back so that removing and uploading go on when the rest is full
 * @param full whether new bytes find no room
 */
public record DiskUse(long free, long reserve, boolean full) {}
