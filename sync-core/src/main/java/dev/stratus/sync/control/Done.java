package dev.stratus.sync.control;

/** The answer to a request that has nothing more to say. */
public record Done() {}
