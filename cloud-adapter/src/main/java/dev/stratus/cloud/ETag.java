package dev.stratus.cloud;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a server calls the state of an object's bytes; held without quotes. Good as a precondition;
 * it says nothing about attributes.
 */
public record ETag(String value) {

  private static final int MD5_DIGITS = 32;

  public ETag {
    if (value.isEmpty() || value.indexOf('"') >= 0) {
      throw new IllegalArgumentException("not a bare ETag: " + value);
    }
  }

  /** Reads an ETag as it stands in a header or a listing, with or without its quotes. */
  public static ETag parse(String header) {
    String bare = header.startsWith("W/") ? header.substring(2) : header;
    return new ETag(bare.replace("\"", ""));
  }

  /**
   * Whether it has the form of the bytes' MD5, as that of what was sent in one request. Where the
   * server encrypts it may be another number of that form, also for the same bytes.
   */
  public boolean isDigest() {
    return value.length() == MD5_DIGITS && value.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /**
   * Whether an object with this ETag was sent, or copied by the server, in one part, and has the
   * bytes that another ETag is the digest of.
   */
  public boolean isOnePartOf(ETag whole) {
    if (!whole.isDigest()) {
      return false;
    }
    byte[] digest = HexFormat.of().parseHex(whole.value());
    try {
      byte[] twice = MessageDigest.getInstance("MD5").digest(digest);
      return value.equalsIgnoreCase(HexFormat.of().formatHex(twice) + "-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has MD5", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
