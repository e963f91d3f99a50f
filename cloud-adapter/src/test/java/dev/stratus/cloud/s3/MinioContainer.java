package dev.stratus.cloud.s3;

import java.net.URI;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** MinIO in a container. */
record MinioContainer(GenericContainer<?> container, URI endpoint, Credentials credentials)
    implements MinioServer {

  private static final int PORT = 9000;

  static MinioContainer start(String image, Credentials credentials) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withCommand("server", "/data")
            .withEnv("MINIO_ROOT_USER", credentials.accessKey())
            .withEnv("MINIO_ROOT_PASSWORD", credentials.secretKey())
            .withExposedPorts(PORT)
            .waitingFor(
                Wait.forHttp("/minio/health/ready")
                    .forPort(PORT)
                    .withStartupTimeout(Duration.ofMinutes(1)));
    container.start();
    URI endpoint =
        URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
    return new MinioContainer(container, endpoint, credentials);
  }

  @Override
  public void close() {
    container.stop();
  }
}
