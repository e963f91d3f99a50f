package dev.stratus.mount.config;

/**
 * The text that a setting was given, and by whom.
 *
 * @param origin for messages, such as {@code --region} or {@code "region" in /etc/x.yaml}
 */
record SettingValue(String text, String origin, Layer layer) {

  /** The places a setting can come from; a later one beats an earlier one. */
  enum Layer {
    /** What AWS's own tools read, such as {@code AWS_ENDPOINT_URL}. */
    AWS,
    FILE,
    ENVIRONMENT,
    FLAG
  }
}
