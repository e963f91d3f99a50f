package dev.stratus.mount.config;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What is mounted.
 *
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
public record BucketPath(String bucket, String prefix) {

  private static final Pattern BUCKET =
      Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9]");

  /** The room in the bucket that Stratus keeps to itself. */
  private static final String RESERVED = ".stratus";

  /** Reads {@code BUCKET[/PREFIX]}. */
  public static BucketPath parse(String text) throws ConfigException {
    int slash = text.indexOf('/');
    String bucket = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "" : text.substring(slash + 1).replaceFirst("/+$", "");
    if (!BUCKET.matcher(bucket).matches()) {
      throw ConfigException.malformed(
          "\""
              + bucket
              + "\" is not a bucket's name (3 to 63 letters, digits, dots and dashes);"
              + " write BUCKET or BUCKET/PREFIX.");
    }
    if (!prefix.isEmpty() && !Arrays.stream(prefix.split("/", -1)).allMatch(BucketPath::isName)) {
      throw ConfigException.malformed(
          "\"" + prefix + "\" is not a prefix that a folder can show; write it like photos/2026.");
    }
    return new BucketPath(bucket, prefix);
  }

  private static boolean isName(String component) {
    return !component.isEmpty()
        && !component.equals(".")
        && !component.equals("..")
        && !component.equals(RESERVED);
  }

  @Override
  public String toString() {
    return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
  }
}
