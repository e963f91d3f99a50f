package dev.stratus.cloud.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stratus.cloud.Capabilities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers what a test wants, S3 or not. */
final class FakeServer implements AutoCloseable {

  /** Short enough for tests, long enough for a busy machine. */
  static final S3Timeouts IMPATIENT =
      new S3Timeouts(
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();

  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  FakeServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (exchange) {
            answer.give(exchange);
          }
        });
    server.start();
  }

  int requests() {
    return requests.get();
  }

  S3Settings settings() {
    return new S3Settings(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        S3Settings.DEFAULT_REGION,
        "bucket",
        new Credentials("key", "hush"),
        IMPATIENT);
  }

  S3Store store(Capabilities capabilities) {
    return new S3Store(settings(), capabilities);
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  static void error(HttpExchange exchange, int status, String code) throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><Error><Code>"
            + code
            + "</Code><Message>as it happens</Message></Error>";
    send(exchange, status, "application/xml", xml);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
