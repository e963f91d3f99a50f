package dev.stratus.sync.control;

import java.time.Instant;

/** Why the cloud does not answer, and since when. */
public record NetworkError(String reason, Instant since) {}
