package dev.stratus.cloud.s3;

import org.jspecify.annotations.Nullable;

/**
 * Who asks. Its text form names the access key only, so that no log can hold a secret.
 *
 * @param sessionToken of temporary credentials, else null
 */
public record Credentials(String accessKey, String secretKey, @Nullable String sessionToken) {

  public Credentials(String accessKey, String secretKey) {
    this(accessKey, secretKey, null);
  }

  @Override
  public String toString() {
    return "Credentials[" + accessKey + ", secret hidden]";
  }
}
