package dev.stratus.cloud.s3;

import dev.stratus.cloud.StoreUnderTest;
import dev.stratus.cloud.VersionsContract;
import org.junit.jupiter.api.Tag;

/** Versions on a real MinIO server. */
@Tag("minio")
class MinioVersionsTest extends VersionsContract {

  @Override
  protected StoreUnderTest start() throws Exception {
    return MinioContractTest.startMinio();
  }
}
