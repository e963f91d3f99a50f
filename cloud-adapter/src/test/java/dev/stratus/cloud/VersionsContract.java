package dev.stratus.cloud;

import static dev.stratus.cloud.CloudFailure.NOT_FOUND;
import static dev.stratus.cloud.CloudFailure.NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link CloudStore} promises of versions. The bucket keeps none at first; a server
 * without versions fails each case in the way that the contract names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VersionsContract {

  private StoreUnderTest server;
  private CloudStore store;

  /** Starts a server with a bucket of its own that keeps no versions. */
  protected abstract StoreUnderTest start() throws Exception;

  /** Whether this server can keep versions. */
  protected boolean canKeepVersions() {
    return true;
  }

  @BeforeAll
  void startServer() throws Exception {
    server = start();
    store = server.open();
  }

  @AfterAll
  void stopServer() {
    store.close();
    server.close();
  }

  private ETag put(ObjectKey key, String text) throws CloudException {
    Body body = Body.of(text.getBytes(StandardCharsets.UTF_8));
    return store.put(key, body, Map.of("colour", text), Precondition.none());
  }

  private String text(ObjectVersion version) throws Exception {
    try (ObjectBody body = store.get(version, new ByteRange(0, version.size()))) {
      assertThat(body.info().etag()).isEqualTo(version.etag().orElseThrow());
      String text = new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(body.info().metadata().orElseThrow()).containsEntry("colour", text);
      return text;
    }
  }

  private static void assertFails(CloudFailure expected, ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    assertThat(e).as("a failure").isNotNull();
    assertThat(e.failure()).isEqualTo(expected);
  }

  /** One case, since a bucket that keeps versions does so for good. */
  @Test
  void versionsAreListedTheNewestFirstAndReadOneByOne() throws Exception {
    ObjectKey key = new ObjectKey("d/a ü");
    put(key, "before");
    assertThat(store.keepsVersions()).isFalse();
    assertFails(NOT_SUPPORTED, () -> store.versions(key, 10));
    if (!canKeepVersions()) {
      assertFails(NOT_SUPPORTED, store::keepVersions);
      return;
    }
    store.keepVersions();
    assertThat(store.keepsVersions()).isTrue();
    put(key, "one");
    ETag two = put(key, "two!");
    put(new ObjectKey("d/a ü.txt"), "a longer name");
    assertVersions(key, two);
    store.delete(key, Precondition.none());
    assertDeleted(key);
    assertThat(store.versions(new ObjectKey("d/a"), 10)).isEmpty();
  }

  private void assertVersions(ObjectKey key, ETag newest) throws Exception {
    List<ObjectVersion> versions = store.versions(key, 10);
    assertThat(versions).hasSize(3).allMatch(version -> version.key().equals(key));
    assertThat(versions.get(0).etag()).contains(newest);
    assertThat(versions.get(0).size()).isEqualTo(4);
    assertThat(versions.get(0).lastModified()).isAfterOrEqualTo(versions.get(2).lastModified());
    assertThat(text(versions.get(0))).isEqualTo("two!");
    assertThat(text(versions.get(1))).isEqualTo("one");
    assertThat(text(versions.get(2))).isEqualTo("before");
    assertThat(store.versions(key, 2)).isEqualTo(versions.subList(0, 2));
  }

  private void assertDeleted(ObjectKey key) throws Exception {
    List<ObjectVersion> versions = store.versions(key, 10);
    assertThat(versions).hasSize(4);
    assertThat(versions.get(0).isDeletion()).isTrue();
    assertThat(text(versions.get(1))).isEqualTo("two!");
    assertFails(NOT_FOUND, () -> store.get(versions.get(0), new ByteRange(0, 1)));
    ObjectVersion unknown = versions.get(1);
    ObjectVersion forgotten =
        new ObjectVersion(
            key,
            "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
            unknown.etag(),
            unknown.size(),
            unknown.lastModified());
    assertFails(NOT_FOUND, () -> store.get(forgotten, new ByteRange(0, 1)));
  }
}
