package dev.stratus.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small objects that were changed on their way are asked for again, never given to anybody. */
@Timeout(60)
final class SmallObjectsTest {

  private static final ObjectKey KEY = new ObjectKey("a");

  /** Of "good". */
  private static final ETag ETAG = new ETag("755f85c2723bb39381c7379a604160d8");

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Range", "bytes 0-3/4");
    exchange.getResponseHeaders().set("Last-Modified", "Tue, 24 Nov 2026 00:00:00 GMT");
    exchange.getResponseHeaders().set("ETag", '"' + ETAG.value() + '"');
    FakeServer.send(exchange, 206, "application/octet-stream", body);
  }

  private static FakeServer serving(String... bodies) throws IOException {
    Iterator<String> all = List.of(bodies).iterator();
    return new FakeServer(exchange -> answer(exchange, all.next()));
  }

  private static String get(S3Store store) throws IOException {
    try (ObjectBody body = store.get(KEY, ETAG, new ByteRange(0, 4))) {
      return new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void spoiltBytesAreAskedForAgain() throws Exception {
    try (FakeServer server = serving("gold", "good");
        S3Store store = server.store(Capabilities.none())) {
      assertThat(get(store)).isEqualTo("good");
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void bytesThatAreSpoiltEachTimeAreRefused() throws Exception {
    try (FakeServer server = serving("gold", "food");
        S3Store store = server.store(Capabilities.none())) {
      assertThatThrownBy(() -> get(store))
          .isInstanceOfSatisfying(
              CloudException.class,
              e -> assertThat(e.failure()).isEqualTo(CloudFailure.CHECKSUM_MISMATCH));
    }
  }

  @Test
  void aServerWhoseETagsAreNoDigestsIsBelieved() throws Exception {
    try (FakeServer server = serving("byte", "byte", "else");
        S3Store store = server.store(Capabilities.none())) {
      assertThat(get(store)).isEqualTo("byte");
      assertThat(get(store)).isEqualTo("else");
      assertThat(server.requests()).isEqualTo(3);
    }
  }
}
