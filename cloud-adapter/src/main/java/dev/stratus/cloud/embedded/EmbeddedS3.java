package dev.stratus.cloud.embedded;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.s3.Credentials;
import dev.stratus.cloud.s3.S3Settings;
import dev.stratus.cloud.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3Proxy on a random port of the loopback, with random credentials, over a directory: each bucket
 * a directory in it, each object a file, its metadata in the file's extended attributes.
 */
public final class EmbeddedS3 implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedS3.class);

  /**
   * What S3Proxy does over a file system, as {@code CapabilityProbe} finds it: it looks at If-Match
   * by itself before it writes, which is no more than a window of its own.
   */
  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, true, false, true, false, false, false, true);

  /** A sync waits for the disk, which may be busy, but not for ever. */
  private static final long SYNC_TIMEOUT_SECONDS = 120;

  private static final long STOP_MILLIS = 1000;

  private final Path directory;
  private final S3Proxy server;
  private final Credentials credentials;

  private EmbeddedS3(Path directory, S3Proxy server, Credentials credentials) {
    this.directory = directory;
    this.server = server;
    this.credentials = credentials;
  }

  /**
   * Starts the server over a directory, which is made if it is not there.
   *
   * @throws IOException if the directory cannot hold a store, or the port cannot be had
   */
  public static EmbeddedS3 start(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    requireAttributes(directory);
    Credentials credentials = new Credentials("stratus-" + random(4), random(24));
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(directory.toString()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
            .stopTimeout(STOP_MILLIS)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the embedded S3 server over " + directory + " does not start", e);
    }
    LOG.debug("embedded S3 server over {} on port {}", directory, server.getPort());
    return new EmbeddedS3(directory, server, credentials);
  }

  /** Metadata is kept in extended attributes: without them it would be lost silently. */
  private static void requireAttributes(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".probe", null);
    try {
      byte[] value = "1".getBytes(StandardCharsets.US_ASCII);
      Files.setAttribute(probe, "user:stratus.probe", value);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          directory + " lies on a file system without extended attributes; choose another", e);
    } finally {
      Files.delete(probe);
    }
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** How to reach a bucket of it. */
  public S3Settings settings(String bucket) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getPort());
    return new S3Settings(endpoint, S3Settings.DEFAULT_REGION, bucket, credentials);
  }

  /** What this server does; it needs no probe. */
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  /** Opens a bucket, which is made if it is not there. The caller closes. */
  public S3Store open(String bucket) throws IOException {
    S3Store store = new S3Store(settings(bucket), CAPABILITIES);
    try {
      store.bucket().create();
      return store;
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Makes durable what was written up to now: S3Proxy syncs nothing. Java cannot sync a file
   * system, so the system's own command does; a sync of each file would have to look at them all.
   */
  public void sync() throws IOException {
    Process process =
        new ProcessBuilder("sync", "-f", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(SYNC_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the disk under " + directory + " does not finish its sync");
      }
      if (process.exitValue() != 0) {
        throw new IOException("sync -f " + directory + " failed with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + directory + " was being synced", e);
    } finally {
      process.destroy();
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("the embedded S3 server did not stop in order", e);
    }
  }
}
