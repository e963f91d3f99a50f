package dev.stratus.cloud;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object in a bucket: UTF-8, 1 to 1,024 bytes. What a key means as a path is not
 * known here.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

  /** The longest key that S3 takes, in UTF-8 bytes. */
  public static final int MAX_BYTES = 1024;

  public ObjectKey {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an object key is never empty");
    }
  }

  /** Tells whether a server would take this key; a longer one can be held but never sent. */
  public boolean fits() {
    return value.length() <= MAX_BYTES
        && value.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** Orders keys as S3 lists them: by their UTF-8 bytes. */
  @Override
  public int compareTo(ObjectKey other) {
    return compareUtf8(value, other.value);
  }

  /** Compares as {@code memcmp} of the UTF-8 forms would, without making them. */
  public static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates sort below U+E000..U+FFFF as chars, but above them as UTF-8.
        boolean xSurrogate = Character.isSurrogate(x);
        boolean ySurrogate = Character.isSurrogate(y);
        return xSurrogate == ySurrogate ? Character.compare(x, y) : (xSurrogate ? 1 : -1);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
