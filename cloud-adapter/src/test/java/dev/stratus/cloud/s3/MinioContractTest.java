package dev.stratus.cloud.s3;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.CloudStoreContract;
import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.memory.MemoryStore;
import org.junit.jupiter.api.Tag;

/** The contract on a real MinIO server. */
@Tag("minio")
class MinioContractTest extends CloudStoreContract {

  @Override
  protected StoreUnderTest start() throws Exception {
    return startMinio();
  }

  static StoreUnderTest startMinio() throws Exception {
    MinioServer server = MinioServer.start();
    S3Settings settings = server.settings("contract");
    try (S3Store store = new S3Store(settings, Capabilities.none())) {
      store.bucket().create();
    }
    return new OnMinio(server, settings, CapabilityProbe.probe(settings));
  }

  private record OnMinio(MinioServer server, S3Settings settings, Capabilities probed)
      implements StoreUnderTest {

    @Override
    public CloudStore open() throws CloudException {
      return new S3Store(settings, probed);
    }

    @Override
    public Capabilities expected() {
      return MemoryStore.LIKE_MINIO.withNotifies(true);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
