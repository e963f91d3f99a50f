package dev.stratus.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class HttpTimeTest {

  private final HttpTime time = new HttpTime("Date");

  @Test
  void eachHeadTellsItsOwnTime() {
    assertThat(time.in(Headers.of("Date", "Thu, 26 Nov 2026 15:31:00 GMT")))
        .isEqualTo(Instant.parse("2026-11-26T15:31:00Z"));
    assertThat(time.in(Headers.of("Date", "Thu, 26 Nov 2026 15:31:00 GMT")))
        .isEqualTo(Instant.parse("2026-11-26T15:31:00Z"));
    assertThat(time.in(Headers.of("Date", "Thu, 26 Nov 2026 15:31:01 GMT")))
        .isEqualTo(Instant.parse("2026-11-26T15:31:01Z"));
  }

  @Test
  void aHeadWithoutAReadableTimeTellsNoneAlsoAfterOneThatDid() {
    assertThat(time.in(Headers.of("Date", "Thu, 26 Nov 2026 15:31:00 GMT"))).isNotNull();
    assertThat(time.in(Headers.of("Last-Modified", "Thu, 26 Nov 2026 15:31:00 GMT"))).isNull();
    assertThat(time.in(Headers.of("Date", "yesterday"))).isNull();
  }
}
