package dev.stratus.mount.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of credentials in the form of {@code ~/.aws/credentials}: sections in brackets, {@code key
 * = value}. Lines before the first section belong to {@code default}.
 */
final class CredentialsFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path file;
  private final Map<String, Map<String, String>> profiles = new HashMap<>();

  private CredentialsFile(Path file, List<String> lines) {
    this.file = file;
    String profile = "default";
    for (String raw : lines) {
      String line = raw.strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        profile = line.substring(1, line.length() - 1).strip();
      } else if (!line.startsWith("#") && !line.startsWith(";") && line.contains("=")) {
        int equals = line.indexOf('=');
        profiles
            .computeIfAbsent(profile, name -> new HashMap<>())
            .put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }

  /** Reads a file that need not exist. */
  static Optional<CredentialsFile> readIfPresent(Path file) throws ConfigException {
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Reads a file that the user named; nobody else may be able to read it. */
  static CredentialsFile readPrivate(Path file) throws ConfigException {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw ConfigException.refused(
            "The credentials file "
                + file
                + " is open to other users; run chmod 600 "
                + file
                + ".");
      }
    } catch (NoSuchFileException e) {
      throw ConfigException.refused("The credentials file " + file + " does not exist.");
    } catch (IOException e) {
      throw ConfigException.refused("The credentials file " + file + " cannot be read: " + e);
    }
    return read(file);
  }

  private static CredentialsFile read(Path file) throws ConfigException {
    try {
      return new CredentialsFile(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw ConfigException.refused("The credentials file " + file + " cannot be read: " + e);
    }
  }

  /** The credentials of a profile, if it has any. */
  Optional<Credentials> find(String profile) {
    Map<String, String> values = profiles.getOrDefault(profile, Map.of());
    String access = values.get("aws_access_key_id");
    String secret = values.get("aws_secret_access_key");
    if (access == null || secret == null) {
      return Optional.empty();
    }
    String source = file + " [" + profile + "]";
    return Optional.of(new Credentials(access, secret, values.get("aws_session_token"), source));
  }

  /** The credentials of a profile that must have them. */
  Credentials require(String profile) throws ConfigException {
    return find(profile)
        .orElseThrow(
            () ->
                ConfigException.refused(
                    file
                        + " has no aws_access_key_id and aws_secret_access_key for the profile \""
                        + profile
                        + "\"; add them there, or choose another with AWS_PROFILE."));
  }
}
