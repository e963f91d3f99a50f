package dev.stratus.cloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which a server or a network fails, and what it is called. */
@Timeout(60)
class S3FailuresTest {

  private static final ObjectKey KEY = new ObjectKey("a");
  private static final ETag ETAG = new ETag("abc");
  private static final Body BODY = Body.of(new byte[] {1});

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, NOT_FOUND",
    "404, NoSuchUpload, NOT_FOUND",
    "404, NoSuchBucket, NO_SUCH_BUCKET",
    "400, InvalidBucketName, NO_SUCH_BUCKET",
    "412, PreconditionFailed, PRECONDITION_FAILED",
    "409, ConditionalRequestConflict, THROTTLED",
    "409, OperationAborted, THROTTLED",
    "403, AccessDenied, ACCESS_DENIED",
    "403, SomethingNew, ACCESS_DENIED",
    "403, InvalidAccessKeyId, BAD_CREDENTIALS",
    "403, SignatureDoesNotMatch, BAD_CREDENTIALS",
    "400, ExpiredToken, BAD_CREDENTIALS",
    "403, RequestTimeTooSkewed, CLOCK_SKEW",
    "400, AuthorizationHeaderMalformed, NOT_SUPPORTED",
    "301, PermanentRedirect, NOT_SUPPORTED",
    "507, XMinioStorageFull, QUOTA_EXCEEDED",
    "403, QuotaExceeded, QUOTA_EXCEEDED",
    "400, XMinioAdminBucketQuotaExceeded, QUOTA_EXCEEDED",
    "400, KeyTooLongError, NAME_NOT_ALLOWED",
    "400, XMinioInvalidObjectName, NAME_NOT_ALLOWED",
    "400, EntityTooLarge, TOO_LARGE",
    "400, MetadataTooLarge, TOO_LARGE",
    "413, Whatever, TOO_LARGE",
    "400, XAmzContentChecksumMismatch, CHECKSUM_MISMATCH",
    "400, BadDigest, CHECKSUM_MISMATCH",
    "403, ObjectLocked, LOCKED",
    "416, InvalidRange, BROKEN_ANSWER",
    "429, TooManyRequests, THROTTLED",
    "503, SlowDown, THROTTLED",
    "503, SomethingNew, THROTTLED",
    "400, RequestTimeout, THROTTLED",
    "500, InternalError, SERVER_ERROR",
    "502, BadGateway, SERVER_ERROR",
    "501, NotImplemented, NOT_SUPPORTED",
    "400, MalformedXML, NOT_SUPPORTED"
  })
  void whatAServerSays(int status, String code, CloudFailure expected) throws Exception {
    try (FakeServer server = new FakeServer(e -> FakeServer.error(e, status, code));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.list(ListRequest.flat(""), ""))).isEqualTo(expected);
      assertThat(failure(() -> get(store))).isEqualTo(expected);
      assertThat(failure(() -> put(store, Precondition.none()))).isEqualTo(expected);
      assertThat(server.requests()).as("nothing is tried again").isEqualTo(3);
    }
  }

  @Test
  void matchingNothingIsAFailedPrecondition() throws Exception {
    try (FakeServer server = new FakeServer(e -> FakeServer.error(e, 404, "NoSuchKey"));
        S3Store store = server.store(MemoryStore.EVERYTHING)) {
      assertThat(failure(() -> put(store, Precondition.matches(ETAG))))
          .isEqualTo(CloudFailure.PRECONDITION_FAILED);
      assertThat(failure(() -> put(store, Precondition.absent())))
          .isEqualTo(CloudFailure.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @CsvSource({"200", "404", "500", "503", "302"})
  void aPageThatIsNotS3IsABrokenAnswer(int status) throws Exception {
    try (FakeServer server =
            new FakeServer(e -> FakeServer.send(e, status, "text/html", "<html>Hello</html>"));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.list(ListRequest.flat(""), "")))
          .isEqualTo(CloudFailure.BROKEN_ANSWER);
      assertThat(failure(() -> get(store))).isEqualTo(CloudFailure.BROKEN_ANSWER);
      assertThat(failure(() -> put(store, Precondition.none())))
          .isEqualTo(CloudFailure.BROKEN_ANSWER);
      assertThat(failure(() -> store.bucket().check())).isEqualTo(CloudFailure.BROKEN_ANSWER);
      assertThat(failure(() -> store.stat(KEY))).isNotEqualTo(CloudFailure.NOT_FOUND);
    }
  }

  @Test
  void aMissingBucketIsNotAMissingObject() throws Exception {
    try (FakeServer server = new FakeServer(e -> FakeServer.error(e, 404, "NoSuchBucket"));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.stat(KEY))).isEqualTo(CloudFailure.NO_SUCH_BUCKET);
    }
  }

  @Test
  void aListingThatIsCutIsABrokenAnswerAndNeverAShortOne() throws Exception {
    String cut =
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>1</Size>"
            + "<ETag>x</ETag><LastModified>2026-11-23T00:00:00Z</LastModified></Contents>";
    try (FakeServer server = new FakeServer(e -> FakeServer.send(e, 200, "application/xml", cut));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.list(ListRequest.flat(""), "")))
          .isEqualTo(CloudFailure.BROKEN_ANSWER);
    }
    String endless = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
    try (FakeServer server =
            new FakeServer(e -> FakeServer.send(e, 200, "application/xml", endless));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.list(ListRequest.flat(""), "")))
          .isEqualTo(CloudFailure.BROKEN_ANSWER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "206, bytes 0-3/10, abc, 4, ''",
    "206, bytes 1-4/10, abc, 4, BROKEN_ANSWER",
    "206, bytes 0-2/10, abc, 3, BROKEN_ANSWER",
    "206, bytes 0-3/10, other, 4, BROKEN_ANSWER",
    "206, '', abc, 4, BROKEN_ANSWER",
    "206, nonsense, abc, 4, BROKEN_ANSWER",
    "206, bytes 0-3/10, '', 4, BROKEN_ANSWER",
    "200, '', abc, 4, ''",
    "200, '', abc, 10, BROKEN_ANSWER"
  })
  void theHeadOfARangeIsChecked(int status, String range, String etag, int length, String expected)
      throws Exception {
    FakeServer.Answer answer =
        e -> {
          e.getResponseHeaders().set("Last-Modified", "Mon, 23 Nov 2026 08:45:00 GMT");
          if (!range.isEmpty()) {
            e.getResponseHeaders().set("Content-Range", range);
          }
          if (!etag.isEmpty()) {
            e.getResponseHeaders().set("ETag", '"' + etag + '"');
          }
          FakeServer.send(e, status, "application/octet-stream", "x".repeat(length));
        };
    try (FakeServer server = new FakeServer(answer);
        S3Store store = server.store(Capabilities.none())) {
      CloudFailure failure = failure(() -> get(store));
      assertThat(failure == null ? "" : failure.name()).isEqualTo(expected);
    }
  }

  @Test
  void aBodyThatIsCutIsABrokenAnswer() throws Exception {
    try (FakeServer server = new FakeServer(e -> half(e, () -> {}));
        S3Store store = server.store(Capabilities.none());
        ObjectBody body = store.get(KEY, ETAG, new ByteRange(0, 4))) {
      assertThat(failure(() -> body.stream().readAllBytes())).isEqualTo(CloudFailure.BROKEN_ANSWER);
    }
  }

  @Test
  void aBodyThatStallsTimesOut() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (FakeServer server = new FakeServer(e -> half(e, () -> waitFor(done)));
        S3Store store = server.store(Capabilities.none());
        ObjectBody body = store.get(KEY, ETAG, new ByteRange(0, 4))) {
      assertThat(failure(() -> body.stream().readAllBytes())).isEqualTo(CloudFailure.TIMED_OUT);
      done.countDown();
    }
  }

  @Test
  void anInterruptEndsAReadThatStalls() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    S3Timeouts patient =
        new S3Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1));
    try (FakeServer server = new FakeServer(e -> half(e, () -> waitFor(done)));
        S3Store store = new S3Store(server.settings().withTimeouts(patient), Capabilities.none())) {
      CountDownLatch reading = new CountDownLatch(1);
      CompletableFuture<@Nullable CloudFailure> seen = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () ->
                  seen.complete(
                      failure(
                          () -> {
                            try (ObjectBody body = store.get(KEY, ETAG, new ByteRange(0, 4))) {
                              assertThat(body.stream().read()).isPositive();
                              reading.countDown();
                              body.stream().readAllBytes();
                            }
                          })));
      reader.start();
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      reader.interrupt();

      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(CloudFailure.CANCELLED);
      done.countDown();
    }
  }

  @Test
  void aServerThatNeverAnswersTimesOut() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (FakeServer server = new FakeServer(e -> waitFor(done));
        S3Store store = server.store(Capabilities.none())) {
      assertThat(failure(() -> store.stat(KEY))).isEqualTo(CloudFailure.TIMED_OUT);
      assertThat(failure(() -> store.bucket().check())).isEqualTo(CloudFailure.TIMED_OUT);
      assertThat(failure(() -> get(store))).isEqualTo(CloudFailure.TIMED_OUT);
      assertThat(failure(() -> put(store, Precondition.none()))).isEqualTo(CloudFailure.TIMED_OUT);
      done.countDown();
    }
  }

  @Test
  void closingEndsARequestThatWaits() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    FakeServer.Answer answer =
        e -> {
          asked.countDown();
          waitFor(done);
        };
    try (FakeServer server = new FakeServer(answer)) {
      S3Store store = new S3Store(server.settings(), Capabilities.none());
      CompletableFuture<@Nullable CloudFailure> stat =
          CompletableFuture.supplyAsync(() -> failure(() -> store.stat(KEY)));
      CompletableFuture<@Nullable CloudFailure> get =
          CompletableFuture.supplyAsync(() -> failure(() -> get(store)));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      store.close();

      assertThat(stat.get(10, TimeUnit.SECONDS)).isEqualTo(CloudFailure.CANCELLED);
      assertThat(get.get(10, TimeUnit.SECONDS)).isEqualTo(CloudFailure.CANCELLED);
      done.countDown();
    }
  }

  @Test
  void whereNobodyListensIsUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertUnreachable("http://127.0.0.1:" + port);
    assertUnreachable("http://no-such-host.invalid");
  }

  private static void assertUnreachable(String endpoint) {
    S3Settings settings =
        new S3Settings(URI.create(endpoint), "us-east-1", "bucket", new Credentials("key", "hush"));
    try (S3Store store = new S3Store(settings, Capabilities.none())) {
      assertThat(failure(() -> store.bucket().check())).isEqualTo(CloudFailure.UNREACHABLE);
      assertThat(failure(() -> get(store))).isEqualTo(CloudFailure.UNREACHABLE);
      assertThat(failure(() -> put(store, Precondition.none())))
          .isEqualTo(CloudFailure.UNREACHABLE);
    }
  }

  @Test
  void theServersTimeIsTakenOver() throws Exception {
    try (ServerSocket listener = new ServerSocket(0)) {
      Thread server = new Thread(() -> answerFrom2035(listener));
      server.start();
      S3Settings settings =
          new S3Settings(
              URI.create("http://127.0.0.1:" + listener.getLocalPort()),
              "us-east-1",
              "bucket",
              new Credentials("key", "hush"));
      try (S3Store store = new S3Store(settings, Capabilities.none())) {
        CloudException e =
            catchThrowableOfType(CloudException.class, () -> store.list(ListRequest.flat(""), ""));
        assertThat(e.failure()).isEqualTo(CloudFailure.CLOCK_SKEW);
        assertThat(e).hasMessageContaining("2035-11-23T08:45:00Z");
        assertThat(store.list(ListRequest.flat(""), "").objects()).isEmpty();
      }
    }
  }

  /** The JDK's server sets its own Date, so this one speaks HTTP by itself. */
  private static void answerFrom2035(ServerSocket listener) {
    try {
      for (int i = 0; i < 2; i++) {
        try (Socket socket = listener.accept()) {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          List<String> head = in.lines().takeWhile(line -> !line.isEmpty()).toList();
          boolean right =
              head.stream()
                  .anyMatch(h -> h.toLowerCase(Locale.ROOT).startsWith("x-amz-date: 2035"));
          String body =
              right
                  ? "<ListBucketResult/>"
                  : "<Error><Code>RequestTimeTooSkewed</Code><Message>now</Message></Error>";
          String answer =
              "HTTP/1.1 "
                  + (right ? "200 OK" : "403 Forbidden")
                  + "\r\nDate: Fri, 23 Nov 2035 08:45:00 GMT\r\nContent-Type: application/xml"
                  + "\r\nConnection: close\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body;
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void noMessageHoldsASecret() throws Exception {
    try (FakeServer server = new FakeServer(e -> FakeServer.error(e, 403, "AccessDenied"));
        S3Store store = server.store(Capabilities.none())) {
      CloudException e = catchThrowableOfType(CloudException.class, () -> get(store));
      assertThat(e).hasMessageContaining("GET 'a'").hasMessageContaining("AccessDenied");
      assertThat(String.valueOf(e.getMessage())).doesNotContain("hush").doesNotContain("Signature");
      assertThat(server.settings().toString()).doesNotContain("hush");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host",
    "host:9000",
    "http://",
    "http://host/path",
    "http://host?x=1",
    "http://user:pass@host"
  })
  void aMalformedEndpointIsRefused(String endpoint) {
    assertThatThrownBy(
            () ->
                new S3Settings(
                    URI.create(endpoint), "us-east-1", "bucket", new Credentials("a", "b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void half(HttpExchange exchange, Runnable then) throws IOException {
    exchange.getResponseHeaders().set("Last-Modified", "Mon, 23 Nov 2026 08:45:00 GMT");
    exchange.getResponseHeaders().set("Content-Range", "bytes 0-3/10");
    exchange.getResponseHeaders().set("ETag", "\"abc\"");
    exchange.sendResponseHeaders(206, 4);
    exchange.getResponseBody().write(new byte[] {1, 2});
    exchange.getResponseBody().flush();
    then.run();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test did not come to its end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void get(S3Store store) throws IOException {
    try (ObjectBody body = store.get(KEY, ETAG, new ByteRange(0, 4))) {
      assertThat(body.stream().readAllBytes()).hasSize(4);
    }
  }

  private static void put(S3Store store, Precondition precondition) throws CloudException {
    store.put(KEY, BODY, Map.of(), precondition);
  }

  private static @Nullable CloudFailure failure(ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    return e == null ? null : e.failure();
  }
}
