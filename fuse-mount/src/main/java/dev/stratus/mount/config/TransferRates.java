package dev.stratus.mount.config;

/** Bytes per second that may go up and come down; 0 for no limit. */
public record TransferRates(long up, long down) {}
