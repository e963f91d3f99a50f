package dev.stratus.cloud.embedded;

import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.VersionsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** S3Proxy in this process keeps no versions, and says so. */
class EmbeddedVersionsTest extends VersionsContract {

  @TempDir private static Path directory;

  @Override
  protected StoreUnderTest start() throws IOException {
    return EmbeddedContractTest.startEmbedded(directory);
  }

  @Override
  protected boolean canKeepVersions() {
    return false;
  }
}
