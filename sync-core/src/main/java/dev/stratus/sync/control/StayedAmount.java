package dev.stratus.sync.control;

/**
 * Files whose local copy stayed for one reason.
 *
 * @param reason for a human
 */
public record StayedAmount(String reason, Amount amount) {}
