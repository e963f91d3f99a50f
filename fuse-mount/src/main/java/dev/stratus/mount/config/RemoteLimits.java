package dev.stratus.mount.config;

/**
 * How far what other clients do is followed unasked, and what is kept of it.
 *
 * @param removals files that a compare may remove, whatever their share
 * @param removalsPercent of the files that it may remove, whatever their number
 * @param trashDays how long local copies of deleted files stay
 * @param trashBytes how many bytes of them stay
 */
public record RemoteLimits(int removals, int removalsPercent, int trashDays, long trashBytes) {}
