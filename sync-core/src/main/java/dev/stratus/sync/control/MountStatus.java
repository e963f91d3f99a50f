package dev.stratus.sync.control;

/** What {@code status} answers: the mount, and its sync. */
public record MountStatus(MountFacts mount, SyncStatus sync) {}
