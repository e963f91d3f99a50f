package dev.stratus.sync.control;

import java.time.Instant;

/**
 * What the cloud asks for and a human must accept first.
 *
 * @param reason {@code MANY_REMOVALS}, {@code EMPTY_BUCKET} or {@code OTHER_BUCKET}
 * @param removals how many files would go here at most
 * @param known how many files the cloud was known to have
 * @param since when it was noticed
 */
public record Held(String reason, long removals, long known, Instant since) {}
