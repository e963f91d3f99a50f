package dev.stratus.sync.control;

/**
 * Something that {@code check} found.
 *
 * @param kind a name that stays
 * @param where a path below the mount, a key, or what else names it
 * @param what it is, as part of a sentence
 * @param remedy what a repair does, as part of a sentence
 * @param outcome {@code FOUND}, {@code REPAIRED}, or {@code REMAINS}: it cannot be repaired now
 */
public record CheckFinding(String kind, String where, String what, String remedy, String outcome) {}
