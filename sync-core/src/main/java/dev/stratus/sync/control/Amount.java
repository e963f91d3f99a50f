package dev.stratus.sync.control;

/** So many files with so many bytes together. */
public record Amount(long files, long bytes) {}
