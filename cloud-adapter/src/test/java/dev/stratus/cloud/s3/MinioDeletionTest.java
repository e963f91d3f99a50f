package dev.stratus.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What comes between the look at an object and its deletion, on a real MinIO server. */
@Tag("minio")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinioDeletionTest {

  /** Longer than a signature is good that was made for the first try. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final ObjectKey key = new ObjectKey("a/b ü");
  private MinioServer server;
  private FaultProxy proxy;

  @BeforeAll
  void start() throws Exception {
    server = MinioServer.start();
    proxy = FaultProxy.before(server.settings("any").endpoint(), 0);
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    server.close();
  }

  /** Two clients of one new bucket: one through the proxy, and one that nothing stops. */
  private record Clients(S3Store slow, S3Store other) implements AutoCloseable {
    @Override
    public void close() {
      slow.close();
      other.close();
    }
  }

  private Clients clients(String bucket) throws CloudException {
    S3Settings settings = server.settings(bucket);
    try (S3Store store = new S3Store(settings, Capabilities.none())) {
      store.bucket().create();
    }
    Capabilities probed = CapabilityProbe.probe(settings);
    assertThat(probed.refusesLate()).isTrue();
    URI endpoint = proxy.endpoint();
    S3Settings behind =
        new S3Settings(
            endpoint,
            settings.region(),
            settings.bucket(),
            settings.credentials(),
            settings.timeouts());
    return new Clients(new S3Store(behind, probed), new S3Store(settings, probed));
  }

  private ETag put(S3Store store, String text) throws CloudException {
    Body body = Body.of(text.getBytes(StandardCharsets.UTF_8));
    return store.put(key, body, Map.of(), Precondition.none());
  }

  private static void assertRefused(ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    assertThat(e).as("a refusal").isNotNull();
    assertThat(e.failure()).isEqualTo(CloudFailure.PRECONDITION_FAILED);
  }

  @Test
  void aDeletionThatWasOnItsWayForLongIsRefusedByTheServer() throws Exception {
    try (Clients clients = clients("late")) {
      ETag first = put(clients.other(), "first");
      ETag[] second = new ETag[1];
      proxy.beforeNext(
          "DELETE",
          () -> {
            second[0] = put(clients.other(), "second");
            LockSupport.parkNanos(LONG.toNanos());
          });

      assertRefused(() -> clients.slow().delete(key, Precondition.matches(first)));
      assertThat(clients.other().stat(key).etag()).isEqualTo(second[0]);
    }
  }

  @Test
  void aSlowLineIsGivenMoreTime() throws Exception {
    try (Clients clients = clients("slow")) {
      ETag only = put(clients.other(), "only");
      proxy.beforeNext("DELETE", () -> LockSupport.parkNanos(LONG.toNanos()));

      clients.slow().delete(key, Precondition.matches(only));
      assertThat(clients.other().find(key)).isEmpty();
    }
  }

  @Test
  void whatCameBetweenLookAndDeletionIsBroughtBackWhereVersionsAreKept() throws Exception {
    try (Clients clients = clients("versioned")) {
      clients.other().keepVersions();
      ETag first = put(clients.other(), "first");
      ETag[] second = new ETag[1];
      proxy.beforeNext("DELETE", () -> second[0] = put(clients.other(), "second"));

      assertRefused(() -> clients.slow().delete(key, Precondition.matches(first)));
      assertThat(clients.other().stat(key).etag()).isEqualTo(second[0]);
      clients.slow().delete(key, Precondition.matches(second[0]));
      assertThat(clients.other().find(key)).isEmpty();
      assertThat(clients.other().versions(key, 10)).hasSize(3);
    }
  }

  @Test
  void manyAreDeletedInTimeOrNotAtAll() throws Exception {
    try (Clients clients = clients("many")) {
      put(clients.other(), "one of many");
      List<ObjectKey> keys = List.of(key);
      Instant now = Instant.now();
      assertRefused(() -> clients.slow().deleteAll(keys, now));
      proxy.beforeNext("POST", () -> LockSupport.parkNanos(LONG.toNanos()));
      assertThat(clients.slow().deleteAll(keys, Instant.now().plusSeconds(3))).isEqualTo(keys);
      assertThat(clients.other().find(key)).isPresent();

      assertThat(clients.slow().deleteAll(keys, Instant.now().plusSeconds(30))).isEmpty();
      assertThat(clients.other().find(key)).isEmpty();
    }
  }
}
