package dev.stratus.sync.control;

/** Whether there was a run to be stopped. */
public record StopResult(boolean wasRunning) {}
