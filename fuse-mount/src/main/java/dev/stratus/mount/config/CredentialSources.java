package dev.stratus.mount.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds credentials: environment, then the named file, then {@code ~/.aws/credentials}. */
final class CredentialSources {

  private final Environment environment;

  CredentialSources(Environment environment) {
    this.environment = environment;
  }

  /**
   * Looks everywhere.
   *
   * @param privateFile of the setting credentials-file, or null
   */
  Optional<Credentials> find(@Nullable Path privateFile) throws ConfigException {
    Optional<Credentials> fromEnvironment = fromEnvironment();
    if (fromEnvironment.isPresent()) {
      return fromEnvironment;
    }
    if (privateFile != null) {
      return Optional.of(CredentialsFile.readPrivate(privateFile).require(profile()));
    }
    return fromAwsFile();
  }

  private Optional<Credentials> fromEnvironment() throws ConfigException {
    String access = environment.get("AWS_ACCESS_KEY_ID");
    String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (access == null && secret == null) {
      return Optional.empty();
    }
    if (access == null || secret == null) {
      throw ConfigException.refused(
          (access == null ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY")
              + " is not set but its partner is; set both or neither.");
    }
    return Optional.of(
        new Credentials(access, secret, environment.get("AWS_SESSION_TOKEN"), "AWS_ACCESS_KEY_ID"));
  }

  private Optional<Credentials> fromAwsFile() throws ConfigException {
    String given = environment.get("AWS_SHARED_CREDENTIALS_FILE");
    Path path =
        given == null ? environment.home().resolve(".aws/credentials") : environment.path(given);
    Optional<CredentialsFile> file = CredentialsFile.readIfPresent(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    return environment.get("AWS_PROFILE") == null
        ? file.get().find("default")
        : Optional.of(file.get().require(profile()));
  }

  private String profile() {
    String profile = environment.get("AWS_PROFILE");
    return profile == null ? "default" : profile;
  }
}
