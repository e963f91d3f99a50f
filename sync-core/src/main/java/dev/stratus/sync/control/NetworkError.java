package dev.stratus.sync.control;

import java.time.Instant;

/** Why the cloud does not answer, and since when. */
public record NetworkError(String reason, Instant since) {

  /** The same without the words, which name a key. */
  NetworkError withoutReason() {
    return new NetworkError("the cloud does not answer", since);
  }
}
