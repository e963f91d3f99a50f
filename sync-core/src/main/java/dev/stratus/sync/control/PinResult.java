package dev.stratus.sync.control;

/**
 * What {@code pin} or {@code unpin} did.
 *
 * @param changed how many pins were set, or taken away
 * @param missing files of which bytes are fetched now, with these bytes; none for {@code unpin}
 */
public record PinResult(long changed, Amount missing) {}
