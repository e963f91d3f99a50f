package dev.stratus.cloud.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PracticeCloudTest {

  private static final ObjectKey KEY = new ObjectKey("directory/file one");
  private static final byte[] BYTES = "practice".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> METADATA = Map.of("note", "less < & more");

  @Test
  void whatIsPutIsThereWithItsMetadata() throws IOException {
    try (PracticeCloud cloud = PracticeCloud.open()) {
      ETag etag = put(cloud.store());

      ObjectInfo info = cloud.store().stat(KEY);

      assertThat(info.etag()).isEqualTo(etag);
      assertThat(info.size()).isEqualTo(BYTES.length);
      assertThat(info.metadata()).contains(METADATA);
    }
  }

  @Test
  void aRangeOfItIsRead() throws IOException {
    try (PracticeCloud cloud = PracticeCloud.open()) {
      ETag etag = put(cloud.store());

      try (ObjectBody body = cloud.store().get(KEY, etag, new ByteRange(1, 4))) {
        assertThat(body.stream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rac");
      }
    }
  }

  @Test
  void aListingHasItWhereThePrefixFits() throws IOException {
    try (PracticeCloud cloud = PracticeCloud.open()) {
      put(cloud.store());

      assertThat(cloud.store().list(ListRequest.flat("directory/"), "").objects())
          .extracting(ObjectInfo::key, info -> info.metadata().orElseThrow())
          .containsExactly(tuple(KEY, METADATA));
      assertThat(cloud.store().list(ListRequest.flat("other/"), "").objects()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsToldSo() throws IOException {
    try (PracticeCloud cloud = PracticeCloud.open()) {
      assertThat(cloud.store().find(KEY)).isEmpty();
    }
  }

  @Test
  void afterItsEndNobodyAnswers() throws IOException {
    PracticeCloud cloud = PracticeCloud.open();
    CloudStore store = cloud.store();
    cloud.close();

    assertThatThrownBy(() -> store.stat(KEY)).isInstanceOf(CloudException.class);
  }

  private static ETag put(CloudStore store) throws CloudException {
    return store.put(KEY, Body.of(BYTES), METADATA, Precondition.absent());
  }
}
