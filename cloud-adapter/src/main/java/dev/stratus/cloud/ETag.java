package dev.stratus.cloud;

/**
 * What a server calls the state of an object's bytes; opaque, held without quotes. Only good as a
 * precondition: it is no digest, and says nothing about attributes.
 */
public record ETag(String value) {

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

  @Override
  public String toString() {
    return value;
  }
}
