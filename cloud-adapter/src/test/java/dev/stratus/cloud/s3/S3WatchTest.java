package dev.stratus.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Watch;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of events, from a server that sends them as MinIO's protocol says. */
@Timeout(60)
class S3WatchTest {

  private static final String CUT = "cut";

  private static final String ONE_OBJECT =
      """
      <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>dir/any</Key>\
      <LastModified>2026-11-23T00:00:00Z</LastModified><ETag>"abc"</ETag><Size>1</Size>\
      </Contents></ListBucketResult>""";

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void tellsWhatWasWrittenAndDeleted() throws Exception {
    try (FakeServer server = new FakeServer(this::stream);
        S3Store store = server.store(MemoryStore.EVERYTHING);
        Watch watch = store.watch("dir/", events::add)) {
      lines.add(record("s3:ObjectCreated:Put", "dir/a ü+%"));
      lines.add(record("s3:ObjectRemoved:Delete", "dir/b"));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(events)
                      .containsExactly(
                          new CloudEvent.Written(
                              new ObjectKey("dir/a ü+%"), new ETag("abc"), 5, Map.of()),
                          new CloudEvent.Deleted(new ObjectKey("dir/b"))));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void opensABrokenStreamAgainAndSaysSo() throws Exception {
    try (FakeServer server = new FakeServer(this::stream);
        S3Store store = server.store(MemoryStore.EVERYTHING);
        Watch watch = store.watch("", events::add)) {
      lines.add(CUT);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(events)
                      .hasExactlyElementsOfTypes(
                          CloudEvent.Lost.class, CloudEvent.Interrupted.class));

      lines.add(record("s3:ObjectRemoved:Delete", "b"));
      await().atMost(PATIENCE).until(() -> events.size() == 3);
      assertThat(events.get(2)).isEqualTo(new CloudEvent.Deleted(new ObjectKey("b")));
      assertThat(server.requests()).isEqualTo(2);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aServerThatHoldsItsEventsBackIsMadeToSpeak() throws Exception {
    Semaphore prompts = new Semaphore(0);
    try (FakeServer server = new FakeServer(exchange -> hold(exchange, prompts));
        S3Store store =
            new S3Store(
                server.settings().withTimeouts(S3Timeouts.DEFAULT), MemoryStore.EVERYTHING);
        Watch watch = store.watch("dir/", events::add)) {
      lines.add(record("s3:ObjectCreated:Put", "dir/a"));
      await().atMost(PATIENCE).until(() -> events.size() == 1);
      lines.add(record("s3:ObjectRemoved:Delete", "dir/a"));
      await().atMost(PATIENCE).until(() -> events.size() == 2);
      assertThat(watch).isNotNull();
    }
  }

  /** Nothing of a stream is sent before an object was looked at by somebody with a long name. */
  private void hold(HttpExchange exchange, Semaphore prompts) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (exchange.getRequestMethod().equals("HEAD")) {
      assertThat(exchange.getRequestHeaders().getFirst("User-Agent")).hasSizeGreaterThan(1_000);
      FakeServer.send(exchange, 200, "text/plain", "");
      prompts.release();
    } else if (query.contains("list-type")) {
      FakeServer.send(exchange, 200, "application/xml", ONE_OBJECT);
    } else {
      try {
        while (prompts.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          sendAll(exchange);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void sendAll(HttpExchange exchange) throws IOException {
    if (exchange.getResponseCode() < 0) {
      exchange.sendResponseHeaders(200, 0);
    }
    StringBuilder text = new StringBuilder(record("s3:ObjectAccessed:Head", "any") + "\n");
    String line = lines.poll();
    while (line != null) {
      text.append(line).append('\n');
      line = lines.poll();
    }
    exchange.getResponseBody().write(text.toString().getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  @Test
  void aStreamThatFallsSilentIsOpenedAgain() throws Exception {
    try (FakeServer server = new FakeServer(this::fallSilent);
        S3Store store = server.store(MemoryStore.EVERYTHING);
        Watch watch = store.watch("", events::add)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(events).hasAtLeastOneElementOfType(CloudEvent.Interrupted.class));
      assertThat(watch).isNotNull();
    }
  }

  private void fallSilent(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (query.contains("events")) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      try {
        assertThat(lines.poll(5, TimeUnit.SECONDS)).isNull();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else {
      FakeServer.send(exchange, 200, "application/xml", ONE_OBJECT);
    }
  }

  @Test
  void tellsNothingOnceClosed() throws Exception {
    try (FakeServer server = new FakeServer(this::stream);
        S3Store store = server.store(MemoryStore.EVERYTHING)) {
      Watch watch = store.watch("", events::add);
      watch.close();
      lines.add(record("s3:ObjectRemoved:Delete", "b"));

      assertThat(lines).isNotNull();
      await().atMost(PATIENCE).until(() -> noWatchThreads());
      assertThat(events).isEmpty();
    }
  }

  @Test
  void aListenerThatFailsDoesNotEndTheWatch() throws Exception {
    try (FakeServer server = new FakeServer(this::stream);
        S3Store store = server.store(MemoryStore.EVERYTHING);
        Watch watch =
            store.watch(
                "",
                event -> {
                  events.add(event);
                  throw new IllegalStateException("the listener is broken, as this test wants");
                })) {
      lines.add(record("s3:ObjectRemoved:Delete", "a"));
      lines.add(record("s3:ObjectRemoved:Delete", "b"));
      await().atMost(PATIENCE).until(() -> events.size() == 2);
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aRefusalIsTheCallers() throws Exception {
    try (FakeServer server = new FakeServer(e -> FakeServer.error(e, 403, "AccessDenied"));
        S3Store store = server.store(MemoryStore.EVERYTHING)) {
      CloudException e =
          catchThrowableOfType(CloudException.class, () -> store.watch("", events::add));
      assertThat(e.failure()).isEqualTo(CloudFailure.ACCESS_DENIED);
    }
  }

  private static boolean noWatchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("stratus-watch"));
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      String line;
      do {
        // MinIO keeps a silent stream alive with blanks.
        line = lines.poll(100, TimeUnit.MILLISECONDS);
        byte[] bytes = (line == null ? " " : line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
      } while (!CUT.equals(line));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String record(String event, String key) {
    return "{\"Records\":[{\"eventName\":\""
        + event
        + "\",\"s3\":{\"object\":{\"key\":\""
        + key
        + "\",\"size\":5,\"eTag\":\"abc\"}}}]}";
  }
}
