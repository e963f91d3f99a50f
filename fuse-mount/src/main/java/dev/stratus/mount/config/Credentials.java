package dev.stratus.mount.config;

import org.jspecify.annotations.Nullable;

/**
 * The keys to an S3 server. Its text form tells only where they came from.
 *
 * @param source such as {@code AWS_ACCESS_KEY_ID} or a file's path
 */
public record Credentials(
    String accessKey, String secretKey, @Nullable String sessionToken, String source) {

  @Override
  public String toString() {
    return "credentials from " + source;
  }
}
