package dev.stratus.sync.index;

/** A name in a directory with the mode of what it leads to. */
public record ListedEntry(Entry entry, int mode) {}
