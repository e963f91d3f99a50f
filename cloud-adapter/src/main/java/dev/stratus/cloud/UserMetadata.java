package dev.stratus.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form in which user metadata travels. A value that a header carries unharmed is sent as it is;
 * any other as one encoded word of RFC 2047 ({@code =?UTF-8?B?…?=}), which S3 itself uses for what
 * is not ASCII. Reading takes both forms, and quoted-printable words of other tools.
 */
public final class UserMetadata {

  /** The most that S3 takes of one object, names and prefixes included as MinIO counts them. */
  public static final int MAX_BYTES = 2048;

  /** The length of {@code x-amz-meta-}, which MinIO adds for each name. */
  private static final int PREFIX_BYTES = 11;

  /** Blanks at the ends are trimmed on the way, and a signature folds those in the middle. */
  private static final Pattern PLAIN = Pattern.compile("[!-~]+(?: [!-~]+)*");

  private static final Pattern WORD =
      Pattern.compile("=\\?(?i:utf-8|us-ascii)\\?([bBqQ])\\?([^?\\s]*)\\?=");

  private static final Pattern WORDS_ONLY = Pattern.compile("(?:" + WORD.pattern() + "\\s*)+");

  private UserMetadata() {}

  /** How many bytes of {@link #MAX_BYTES} this takes. */
  public static int size(Map<String, String> metadata) {
    int size = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      size += PREFIX_BYTES + entry.getKey().length() + encode(entry.getValue()).length();
    }
    return size;
  }

  /**
   * Encodes all values.
   *
   * @throws CloudException {@link CloudFailure#TOO_LARGE} over {@link #MAX_BYTES}
   */
  public static Map<String, String> encodeAll(ObjectKey key, Map<String, String> metadata)
      throws CloudException {
    Map<String, String> encoded = new LinkedHashMap<>();
    int size = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String value = encode(entry.getValue());
      size += PREFIX_BYTES + entry.getKey().length() + value.length();
      encoded.put(entry.getKey(), value);
    }
    if (size > MAX_BYTES) {
      throw new CloudException(
          CloudFailure.TOO_LARGE,
          "user metadata of " + key + " takes " + size + " bytes, S3 allows " + MAX_BYTES);
    }
    return encoded;
  }

  /** Gives the form of a value that a header carries; always plain ASCII. */
  public static String encode(String value) {
    if (PLAIN.matcher(value).matches() && !value.contains("=?")) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  /** Reads a value as it came; what is no encoded word, or a broken one, stands for itself. */
  public static String decode(String header) {
    if (!header.startsWith("=?") || !WORDS_ONLY.matcher(header).matches()) {
      return header;
    }
    StringBuilder text = new StringBuilder();
    Matcher words = WORD.matcher(header);
    while (words.find()) {
      try {
        text.append(word(words.group(1), words.group(2)));
      } catch (IllegalArgumentException broken) {
        return header;
      }
    }
    return text.toString();
  }

  private static String word(String encoding, String payload) {
    byte[] bytes =
        encoding.equalsIgnoreCase("B")
            ? Base64.getDecoder().decode(payload)
            : quotedPrintable(payload);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] quotedPrintable(String payload) {
    byte[] bytes = new byte[payload.length()];
    int length = 0;
    for (int i = 0; i < payload.length(); i++) {
      char c = payload.charAt(i);
      if (c == '=') {
        if (i + 3 > payload.length()) {
          throw new IllegalArgumentException("cut escape in " + payload);
        }
        bytes[length++] = (byte) Integer.parseInt(payload, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '_' ? ' ' : c);
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
