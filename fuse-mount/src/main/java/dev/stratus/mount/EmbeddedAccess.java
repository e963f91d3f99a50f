package dev.stratus.mount;

import dev.stratus.cloud.s3.Credentials;
import dev.stratus.cloud.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * How other S3 clients of this user reach the embedded cloud while the mount lives: a file of mode
 * 0600 in the state directory, with the variables that S3 tools read.
 */
final class EmbeddedAccess implements AutoCloseable {

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  private EmbeddedAccess(Path file) {
    this.file = file;
  }

  /** Writes the file; one that a killed daemon left is replaced. */
  static EmbeddedAccess tell(Path stateDirectory, S3Settings s3) throws IOException {
    Path file = stateDirectory.resolve("embedded.env");
    Credentials keys = s3.credentials();
    String text =
        "AWS_ENDPOINT_URL=%s%nAWS_ACCESS_KEY_ID=%s%nAWS_SECRET_ACCESS_KEY=%s%n"
            .formatted(s3.endpoint(), keys.accessKey(), keys.secretKey());
    Files.deleteIfExists(file);
    Files.createFile(file, PRIVATE);
    Files.writeString(file, text);
    return new EmbeddedAccess(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
