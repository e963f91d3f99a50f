package dev.stratus.cloud.s3;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.awaitility.Awaitility;

/** MinIO as a plain process on a free port of the loopback. */
record MinioProcess(Process process, Path directory, URI endpoint, Credentials credentials)
    implements MinioServer {

  /** A busy machine's server calls itself ready before it takes requests. */
  private static final int NOT_INITIALIZED = 503;

  static MinioProcess start(Path binary, Credentials credentials) throws IOException {
    Path directory = Files.createTempDirectory("stratus-minio");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            binary.toString(),
            "server",
            "--quiet",
            "--address",
            "127.0.0.1:" + port,
            directory.resolve("data").toString());
    builder.environment().put("MINIO_ROOT_USER", credentials.accessKey());
    builder.environment().put("MINIO_ROOT_PASSWORD", credentials.secretKey());
    builder.environment().put("MINIO_BROWSER", "off");
    // A configuration directory of its own: the server must not see the user's.
    builder.environment().put("HOME", directory.toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    Process process = builder.start();
    // A JVM that is killed takes its server along.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    MinioProcess server = new MinioProcess(process, directory, endpoint, credentials);
    server.awaitReady();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    try {
      Awaitility.await("MinIO, see " + directory.resolve("log"))
          .atMost(Duration.ofMinutes(1))
          .failFast(() -> !process.isAlive())
          .ignoreExceptions()
          .until(() -> status("/minio/health/ready") == 200 && status("/") != NOT_INITIALIZED);
    } catch (RuntimeException e) {
      String log = Files.readString(directory.resolve("log"));
      close();
      throw new IllegalStateException("MinIO did not start: " + log, e);
    }
  }

  private int status(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.resolve(path).toURL().openConnection();
    connection.setConnectTimeout(1000);
    connection.setReadTimeout(1000);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      PathUtils.deleteDirectory(directory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + directory, e);
    }
  }
}
