package dev.stratus.mount.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the cloud: flag or configuration, then {@code AWS_ENDPOINT_URL}, then AWS when there are
 * credentials, else the embedded one.
 */
final class EndpointChoice {

  private static final String AWS_VARIABLE = "AWS_ENDPOINT_URL";

  private final Environment environment;
  private final SettingLayers layers;
  private final String region;

  EndpointChoice(Environment environment, SettingLayers layers, String region) {
    this.environment = environment;
    this.layers = layers;
    this.region = region;
  }

  /**
   * Chooses.
   *
   * @param embeddedDirectory where an embedded cloud would keep its objects
   */
  Endpoint choose(Path embeddedDirectory) throws ConfigException {
    Optional<SettingValue> url = givenUrl();
    Optional<SettingValue> embedded = wishForEmbedded();
    if (embedded.isPresent() && beats(embedded.get(), url)) {
      return new Endpoint.Embedded(embeddedDirectory, embedded.get().origin());
    }
    if (url.isPresent()) {
      URI address = EndpointUrl.parse(url.get());
      return new Endpoint.S3(address, requireCredentials(address), url.get().origin());
    }
    Optional<Credentials> credentials = credentials();
    if (credentials.isPresent()) {
      return new Endpoint.S3(
          URI.create("https://s3." + region + ".amazonaws.com"),
          credentials.get(),
          "AWS, as there are " + credentials.get());
    }
    return new Endpoint.Embedded(embeddedDirectory, "no endpoint and no credentials are set");
  }

  private Optional<SettingValue> givenUrl() {
    Optional<SettingValue> set = layers.find(Setting.ENDPOINT);
    String aws = environment.get(AWS_VARIABLE);
    return set.isPresent() || aws == null
        ? set
        : Optional.of(new SettingValue(aws, AWS_VARIABLE, SettingValue.Layer.AWS));
  }

  /** A directory for the embedded cloud asks for it as much as the flag does. */
  private Optional<SettingValue> wishForEmbedded() throws ConfigException {
    Optional<SettingValue> flag =
        layers.isOn(Setting.EMBEDDED) ? layers.find(Setting.EMBEDDED) : Optional.empty();
    return Stream.of(flag, layers.find(Setting.EMBEDDED_DIR)).flatMap(Optional::stream).findFirst();
  }

  private static boolean beats(SettingValue embedded, Optional<SettingValue> url)
      throws ConfigException {
    if (url.isEmpty()) {
      return true;
    }
    int order = embedded.layer().compareTo(url.get().layer());
    if (order == 0) {
      throw ConfigException.malformed(
          embedded.origin() + " and " + url.get().origin() + " exclude each other; give one.");
    }
    return order > 0;
  }

  private Optional<Credentials> credentials() throws ConfigException {
    Path file =
        layers
            .find(Setting.CREDENTIALS_FILE)
            .map(value -> environment.path(value.text()))
            .orElse(null);
    return new CredentialSources(environment).find(file);
  }

  private Credentials requireCredentials(URI url) throws ConfigException {
    return credentials()
        .orElseThrow(
            () ->
                ConfigException.refused(
                    "There are no credentials for "
                        + url
                        + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them into"
                        + " ~/.aws/credentials."));
  }
}
