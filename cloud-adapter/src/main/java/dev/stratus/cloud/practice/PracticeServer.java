package dev.stratus.cloud.practice;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an S3 server as one client needs that makes objects, lists them and reads them again.
 * On a random port of the loopback address; what it is given lives in memory.
 */
final class PracticeServer implements AutoCloseable {

  private static final int THREADS = 2;

  private static final String METADATA = "x-amz-meta-";

  private static final Pattern PREFIX = Pattern.compile("(?:^|&)prefix=([^&]*)");

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final MemoryStore objects = new MemoryStore();

  PracticeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] bucketAndKey = exchange.getRequestURI().getPath().substring(1).split("/", 2);
      if (bucketAndKey.length < 2 || bucketAndKey[1].isEmpty()) {
        list(exchange);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        put(exchange, new ObjectKey(bucketAndKey[1]));
      } else {
        get(exchange, new ObjectKey(bucketAndKey[1]));
      }
    }
  }

  private void put(HttpExchange exchange, ObjectKey key) throws IOException {
    Body body = Body.of(exchange.getRequestBody().readAllBytes());
    Map<String, String> metadata = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(METADATA)) {
                metadata.put(lower.substring(METADATA.length()), values.get(0));
              }
            });
    String etag = objects.put(key, body, metadata, Precondition.none()).value();
    exchange.getResponseHeaders().set("ETag", '"' + etag + '"');
    exchange.sendResponseHeaders(200, -1);
  }

  private void get(HttpExchange exchange, ObjectKey key) throws IOException {
    ObjectInfo info;
    try {
      info = objects.stat(key);
    } catch (CloudException e) {
      exchange.getResponseHeaders().set("x-minio-error-code", "NoSuchKey");
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    describe(info, exchange.getResponseHeaders());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(info.size()));
      exchange.sendResponseHeaders(200, -1);
    } else {
      send(exchange, info, range(exchange, info.size()));
    }
  }

  private static void describe(ObjectInfo info, Headers head) {
    head.set("ETag", '"' + info.etag().value() + '"');
    head.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(info.lastModified().atZone(ZoneOffset.UTC)));
    info.metadata().orElse(Map.of()).forEach((name, value) -> head.set(METADATA + name, value));
  }

  private static ByteRange range(HttpExchange exchange, long size) {
    String asked = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(asked == null ? "" : asked);
    return range.matches()
        ? new ByteRange(
            Long.parseLong(range.group(1)), Math.min(size, Long.parseLong(range.group(2)) + 1))
        : new ByteRange(0, size);
  }

  private void send(HttpExchange exchange, ObjectInfo info, ByteRange range) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Range",
            "bytes " + range.start() + "-" + (range.end() - 1) + "/" + info.size());
    exchange.sendResponseHeaders(206, range.length() == 0 ? -1 : range.length());
    if (range.length() > 0) {
      try (ObjectBody body = objects.get(info.key(), info.etag(), range)) {
        body.stream().transferTo(exchange.getResponseBody());
      }
    }
  }

  /** Everything in one page, whatever it is asked: the prefix is all that is heeded. */
  private void list(HttpExchange exchange) throws IOException {
    StringBuilder xml = new StringBuilder("<ListBucketResult><Name>practice</Name>");
    ListPage page = objects.list(ListRequest.flat(prefix(exchange)), "");
    for (ObjectInfo info : page.objects()) {
      xml.append("<Contents><Key>").append(info.key().value());
      xml.append("</Key><LastModified>").append(info.lastModified());
      xml.append("</LastModified><ETag>").append(info.etag().value());
      xml.append("</ETag><Size>").append(info.size()).append("</Size><UserMetadata>");
      info.metadata()
          .orElse(Map.of())
          .forEach((name, value) -> element(xml, METADATA + name, value));
      xml.append("</UserMetadata></Contents>");
    }
    xml.append("<IsTruncated>false</IsTruncated></ListBucketResult>");
    byte[] bytes = xml.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String prefix(HttpExchange exchange) {
    Matcher prefix = PREFIX.matcher(exchange.getRequestURI().getQuery());
    return prefix.find() ? prefix.group(1) : "";
  }

  private static void element(StringBuilder xml, String name, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;");
    xml.append('<').append(name).append('>').append(safe);
    xml.append("</").append(name).append('>');
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
