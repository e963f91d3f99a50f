package dev.stratus.sync.index;

/** A name in a directory, as the key of a cache. */
record EntryName(long parent, String name) {}
