package dev.stratus.cloud.s3;

import java.time.Duration;

/**
 * How long this side waits.
 *
 * @param connect for a connection, TLS included
 * @param silence for the next byte, in either direction; a transfer has no limit as a whole
 * @param answer for the complete answer to a request without a body of bytes
 * @param work for the first byte of an answer that the server has to work for: copies of up to a
 *     gibibyte and the putting together of parts
 */
public record S3Timeouts(Duration connect, Duration silence, Duration answer, Duration work) {

  /**
   * Connections come up within a second or not at all; servers answer a small request within
   * seconds even when busy; a listing of 1,000 keys may stream for a while; disks copy a gibibyte
   * in well under two minutes.
   */
  public static final S3Timeouts DEFAULT =
      new S3Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));
}
