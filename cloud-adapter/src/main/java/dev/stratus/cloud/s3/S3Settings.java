package dev.stratus.cloud.s3;

import java.net.URI;
import java.util.Locale;

/**
 * Which bucket of which server, and who asks.
 *
 * @param endpoint {@code http} or {@code https}, host and port, without a path
 * @param region as requests are signed for it; {@code us-east-1} for servers that have none
 */
public record S3Settings(
    URI endpoint, String region, String bucket, Credentials credentials, S3Timeouts timeouts) {

  /** The region of servers that have none. */
  public static final String DEFAULT_REGION = "us-east-1";

  /**
   * @throws IllegalArgumentException with a sentence for the user, if the endpoint is malformed
   */
  public S3Settings {
    requireEndpoint(endpoint);
    if (bucket.isEmpty()) {
      throw new IllegalArgumentException("the bucket's name is empty");
    }
  }

  public S3Settings(URI endpoint, String region, String bucket, Credentials credentials) {
    this(endpoint, region, bucket, credentials, S3Timeouts.DEFAULT);
  }

  public S3Settings withTimeouts(S3Timeouts other) {
    return new S3Settings(endpoint, region, bucket, credentials, other);
  }

  private static void requireEndpoint(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "the endpoint " + endpoint + " does not begin with http:// or https://");
    }
    if (endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the endpoint " + endpoint.getScheme() + "://… is not HOST or HOST:PORT");
    }
    String path = endpoint.getRawPath();
    boolean bare = path == null || path.isEmpty() || path.equals("/");
    if (!bare || endpoint.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "the endpoint " + endpoint + " has more than a host and a port");
    }
  }
}
