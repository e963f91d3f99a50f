package dev.stratus.cloud.s3;

import java.time.Instant;

/**
 * How long a server obeys a request.
 *
 * @param signed by the server's clock, in whole seconds
 * @param seconds since then
 */
record Expiry(Instant signed, long seconds) {}
