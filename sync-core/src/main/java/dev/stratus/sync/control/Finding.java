package dev.stratus.sync.control;

/**
 * Something a listing or a check reports.
 *
 * @param where the key or the path
 * @param what is the matter
 * @param hint what to do
 */
public record Finding(String where, String what, String hint) {}
