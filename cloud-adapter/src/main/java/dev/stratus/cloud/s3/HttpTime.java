package dev.stratus.cloud.s3;

import java.time.Instant;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A time in the heads of answers. It takes as long to read as to sign a request, and many answers
 * in a row name the same second: so the last one is kept.
 */
final class HttpTime {

  private record Known(String text, Instant time) {}

  private final String header;
  private volatile @Nullable Known last;

  /**
   * @param header the name of the header that tells the time
   */
  HttpTime(String header) {
    this.header = header;
  }

  /** The time that a head tells; null if there is none, or nobody could read it. */
  @Nullable Instant in(Headers headers) {
    @Nullable String text = headers.get(header);
    Known known = last;
    if (known != null && known.text().equals(text)) {
      return known.time();
    }
    @Nullable Date date = headers.getDate(header);
    if (text == null || date == null) {
      return null;
    }
    Instant time = date.toInstant();
    last = new Known(text, time);
    return time;
  }
}
