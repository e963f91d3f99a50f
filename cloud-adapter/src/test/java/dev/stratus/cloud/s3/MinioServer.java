package dev.stratus.cloud.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A real MinIO server for tests, empty and of its own. Which one decides what the tests are run
 * with: {@code -Dstratus.minio.image=IMAGE} runs a container, else {@code
 * -Dstratus.minio.binary=FILE} a plain process; {@code STRATUS_TEST_MINIO_IMAGE} and {@code
 * STRATUS_TEST_MINIO_BINARY} in the environment say the same. With neither there is none, and that
 * fails: a suite that is silently not run on a real server proves nothing.
 */
public interface MinioServer extends AutoCloseable {

  /** The property that names a container image. */
  String IMAGE = "stratus.minio.image";

  /** The property that names a binary. */
  String BINARY = "stratus.minio.binary";

  /** Where it listens. */
  URI endpoint();

  /** Its root user. */
  Credentials credentials();

  /** Stops it and removes its data. */
  @Override
  void close();

  /** Settings of a bucket there, which may not exist yet. */
  default S3Settings settings(String bucket) {
    return new S3Settings(endpoint(), S3Settings.DEFAULT_REGION, bucket, credentials());
  }

  /** Starts the server that the properties name. */
  static MinioServer start() throws IOException {
    Credentials credentials = new Credentials("stratus-test", UUID.randomUUID().toString());
    String image = setting(IMAGE, "STRATUS_TEST_MINIO_IMAGE");
    if (!image.isEmpty()) {
      return MinioContainer.start(image, credentials);
    }
    String binary = setting(BINARY, "STRATUS_TEST_MINIO_BINARY");
    if (!binary.isEmpty()) {
      return MinioProcess.start(Path.of(binary), credentials);
    }
    throw new IllegalStateException(
        "No MinIO server to test against. Run scripts/test.sh, or give Maven -D"
            + IMAGE
            + "=quay.io/minio/minio:latest (with Docker) or -D"
            + BINARY
            + "=\"$(scripts/minio-binary.sh)\".");
  }

  private static String setting(String property, String variable) {
    String fromEnvironment = System.getenv(variable);
    return System.getProperty(property, fromEnvironment == null ? "" : fromEnvironment);
  }
}
