package dev.stratus.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an ETag tells of bytes. */
final class ETagTest {

  /** Of the bytes "hello": sent in one request, and in one part. */
  private static final ETag WHOLE = new ETag("5d41402abc4b2a76b9719d911017c592");

  private static final ETag ONE_PART = new ETag("62109206880d38a4010a98e11243924a-1");

  @Test
  void aCopyInOnePartIsKnownByTheDigestOfTheDigest() {
    assertThat(ONE_PART.isOnePartOf(WHOLE)).isTrue();
    assertThat(WHOLE.isOnePartOf(WHOLE)).isFalse();
    assertThat(ONE_PART.isOnePartOf(new ETag("6d41402abc4b2a76b9719d911017c592"))).isFalse();
    assertThat(ONE_PART.isOnePartOf(ONE_PART)).isFalse();
  }
}
