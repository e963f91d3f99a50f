package dev.stratus.sync.control;

/** How many files are tried again. */
public record RetryResult(long files) {}
