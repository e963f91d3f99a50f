package dev.stratus.cloud.embedded;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.CloudStoreContract;
import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.s3.S3Store;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on S3Proxy in this process. */
class EmbeddedContractTest extends CloudStoreContract {

  @TempDir private static Path directory;

  @Override
  protected StoreUnderTest start() throws IOException {
    return startEmbedded(directory);
  }

  static StoreUnderTest startEmbedded(Path directory) throws IOException {
    EmbeddedS3 server = EmbeddedS3.start(directory);
    server.open("contract").close();
    return new OnEmbedded(server);
  }

  private record OnEmbedded(EmbeddedS3 server) implements StoreUnderTest {

    @Override
    public CloudStore open() {
      return new S3Store(server.settings("contract"), server.capabilities());
    }

    @Override
    public Capabilities expected() {
      return new Capabilities(
          true, true, true, true, true, true, false, true, false, false, false, true);
    }

    /** S3Proxy sorts as Java does. */
    @Override
    public boolean ordersByUtf8() {
      return false;
    }

    @Override
    public boolean knowsUploads() {
      return false;
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
