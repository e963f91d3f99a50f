package dev.stratus.cloud.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request or an answer of HTTP 1.1, whole. */
final class HttpMessage {

  private static final String END = "\r\n\r\n";
  private static final String LENGTH = "content-length";
  private static final String CHUNKED = "transfer-encoding";

  private final String head;
  private final byte[] body;

  /**
   * @param head its first line and its headers, with the empty line at their end
   */
  HttpMessage(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  String head() {
    return head;
  }

  byte[] body() {
    return body;
  }

  /** Reads a request; null when the connection ends before one. */
  static @Nullable HttpMessage readRequest(InputStream in) throws IOException {
    @Nullable String head = readHead(in);
    return head == null ? null : whole(head, readBody(in, head));
  }

  /** Reads an answer with the body that its head announces. */
  static HttpMessage readAnswer(InputStream in, boolean bodiless) throws IOException {
    @Nullable String head = readHead(in);
    if (head == null) {
      throw new EOFException("no answer");
    }
    return bodiless ? new HttpMessage(head, new byte[0]) : whole(head, readBody(in, head));
  }

  /** What came in chunks is passed on in one piece. */
  private static HttpMessage whole(String head, byte[] body) {
    HttpMessage message = new HttpMessage(head, body);
    return header(head, CHUNKED).isPresent() ? message.withBody(body) : message;
  }

  private static @Nullable String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END.length()) {
      int next = in.read();
      if (next < 0) {
        if (head.size() == 0) {
          return null;
        }
        throw new EOFException("the connection ended in a head");
      }
      head.write(next);
      matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] readBody(InputStream in, String head) throws IOException {
    Optional<String> length = header(head, LENGTH);
    if (length.isPresent()) {
      byte[] body = in.readNBytes(Integer.parseInt(length.get()));
      if (body.length < Integer.parseInt(length.get())) {
        throw new EOFException("the connection ended in a body");
      }
      return body;
    }
    return header(head, CHUNKED).isPresent() ? readChunks(in) : new byte[0];
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(readLine(in).split(";", -1)[0].trim(), 16);
      body.write(in.readNBytes(size));
      readLine(in);
    } while (size > 0);
    return body.toByteArray();
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst();
  }

  /** The same with other bytes, whose number the head tells. */
  HttpMessage withBody(byte[] other) {
    StringBuilder text = new StringBuilder();
    for (String line : head.strip().split("\r\n", -1)) {
      String name = line.toLowerCase(Locale.ROOT);
      if (!name.startsWith(LENGTH + ":") && !name.startsWith(CHUNKED + ":")) {
        text.append(line).append("\r\n");
      }
    }
    text.append("Content-Length: ").append(other.length).append(END);
    return new HttpMessage(text.toString(), other);
  }

  String method() {
    return head.substring(0, Math.max(0, head.indexOf(' ')));
  }

  /** Path and query of a request. */
  String target() {
    return head.split(" ", 3)[1];
  }

  boolean isList() {
    return method().equals("GET") && target().contains("list-type=2");
  }

  /** Whether it asks for all keys of the bucket, page by page; who wants to know one does not. */
  boolean isListOfAll() {
    String query = target() + "&";
    return isList()
        && !query.contains("max-keys=1&")
        && query.contains("prefix=&")
        && !query.contains("delimiter=");
  }

  /** Whether the answer has bytes of an object. */
  boolean isOfBytes() {
    return method().equals("GET") && !isList() && header(head, "range").isPresent();
  }

  /** Whether the answer has no end: a stream of events. */
  boolean isEndless() {
    return target().contains("events=");
  }

  void write(OutputStream out) throws IOException {
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }
}
