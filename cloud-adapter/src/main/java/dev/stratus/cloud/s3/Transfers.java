package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import io.minio.Checksum;
import io.minio.Http;
import io.minio.Time;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that carry bytes, done on the caller's thread: an interrupt closes their socket. The
 * payload is not signed but its CRC32C is, in a signed header, which a server that checks it holds
 * the bytes against; a SHA-256 would cost a second pass over each of them.
 */
final class Transfers {

  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

  private static final MediaType XML = MediaType.get("application/xml");

  private static final String CRC32C = "x-amz-checksum-crc32c";

  private final S3Settings settings;
  private final OkHttpClient client;
  private final Http.BaseUrl baseUrl;
  private final SkewedClock clock;
  private final TransferSigner signer;
  private final S3Failures failures;
  private final SmallObjects small = new SmallObjects();
  private final Set<CheckedStream> open = ConcurrentHashMap.newKeySet();

  Transfers(S3Settings settings, OkHttpClient client, SkewedClock clock, S3Failures failures) {
    this.settings = settings;
    this.client = client;
    this.baseUrl = new Http.BaseUrl(settings.endpoint().toString());
    this.clock = clock;
    this.signer = new TransferSigner(settings);
    this.failures = failures;
  }

  ObjectBody get(ObjectKey key, ETag etag, ByteRange range, Ask ask) throws CloudException {
    return get(new Wanted(key, null, etag, range), ask);
  }

  /** The same of a version, whatever came after it. */
  ObjectBody get(ObjectVersion version, ByteRange range, Ask ask) throws CloudException {
    Http.QueryParameters query = new Http.QueryParameters("versionId", version.id());
    ETag etag =
        version
            .etag()
            .orElseThrow(
                () -> new CloudException(CloudFailure.NOT_FOUND, ask + ": it was deleted then"));
    return get(new Wanted(version.key(), query, etag, range), ask);
  }

  /** Bytes of an object, as they are asked for. */
  private record Wanted(
      ObjectKey key, Http.@Nullable QueryParameters query, ETag etag, ByteRange range) {}

  private ObjectBody get(Wanted wanted, Ask ask) throws CloudException {
    ObjectBody body = begin(wanted, ask);
    return small.covers(body) ? small.verified(body, () -> begin(wanted, ask), ask) : body;
  }

  private ObjectBody begin(Wanted wanted, Ask ask) throws CloudException {
    ByteRange range = wanted.range();
    Request.Builder request = request("GET", wanted.key(), wanted.query(), ask, null);
    if (wanted.query() == null) {
      request.header("If-Match", '"' + wanted.etag().value() + '"');
    }
    request.header("Range", "bytes=" + range.start() + "-" + (range.end() - 1));
    Call call = call(request);
    Response response = execute(call, ask);
    try {
      ObjectInfo info = Heads.ofRange(wanted.key(), response, range, ask);
      if (!info.etag().equals(wanted.etag())) {
        throw S3Failures.broken(ask, "version " + info.etag() + " came for " + wanted.etag());
      }
      CheckedStream.Asking asking = new CheckedStream.Asking(ask, failures);
      CheckedStream stream = new CheckedStream(call, response, range.length(), asking, open);
      return new ObjectBody(info, range, stream);
    } catch (CloudException e) {
      call.cancel();
      response.close();
      throw e;
    }
  }

  /**
   * Sends a body.
   *
   * @param query of a part, or null for an object
   * @param headers beside those of every request
   */
  ETag put(
      ObjectKey key,
      Http.@Nullable QueryParameters query,
      Map<String, String> headers,
      Body body,
      Ask ask)
      throws CloudException {
    Request.Builder request = request("PUT", key, query, ask, new StreamBody(body));
    request.header(CRC32C, base64(body.crc32c()));
    request.header("x-amz-sdk-checksum-algorithm", "CRC32C");
    headers.forEach(request::header);
    try (Response response = execute(call(request), ask)) {
      @Nullable String received = response.header(CRC32C);
      if (received != null && !received.equals(base64(body.crc32c()))) {
        throw S3Failures.broken(ask, "the server says that other bytes arrived");
      }
      return Heads.etag(response.headers(), ask);
    }
  }

  /** Opens an answer that has no end, about the bucket; the caller closes it. */
  Response stream(Http.QueryParameters query, Ask ask) throws CloudException {
    return execute(call(request("GET", null, query, ask, null)), ask);
  }

  /** Looks at an object for nothing but that it was looked at, by somebody of that name. */
  void touch(ObjectKey key, String agent, Ask ask) throws CloudException {
    Request.Builder request = request("HEAD", key, null, ask, null);
    try (Response response = execute(call(request.header("User-Agent", agent)), ask)) {
      LOG.trace("{}: {}", ask, response.code());
    }
  }

  /**
   * Deletes an object.
   *
   * @param query names a version, or null
   * @param expiry after which the server refuses it, or null
   * @return the head of the answer
   */
  Headers delete(
      ObjectKey key, Http.@Nullable QueryParameters query, @Nullable Expiry expiry, Ask ask)
      throws CloudException {
    try (Response response = execute(call(request("DELETE", key, query, ask, null), expiry), ask)) {
      return response.headers();
    }
  }

  /**
   * Deletes the objects that an order names.
   *
   * @param order in S3's XML
   * @param expiry after which the server refuses it, or null
   * @return the answer's XML
   */
  String deleteAll(String order, @Nullable Expiry expiry, Ask ask) throws CloudException {
    byte[] bytes = order.getBytes(StandardCharsets.UTF_8);
    Http.QueryParameters query = new Http.QueryParameters("delete", "");
    Request.Builder request = request("POST", null, query, ask, RequestBody.create(bytes, XML));
    try {
      request.header("Content-MD5", Checksum.base64String(Checksum.MD5.sum(bytes)));
      try (Response response = execute(call(request, expiry), ask)) {
        return response.body().string();
      }
    } catch (IOException | MinioException e) {
      throw failures.of(e, ask);
    }
  }

  /** Ends all reads that are under way. */
  void cancelAll() {
    open.forEach(CheckedStream::cancel);
  }

  private Request.Builder request(
      String method,
      @Nullable ObjectKey key,
      Http.@Nullable QueryParameters query,
      Ask ask,
      @Nullable RequestBody body)
      throws CloudException {
    failures.check(ask);
    HttpUrl url;
    try {
      url =
          baseUrl.buildUrl(
              Http.Method.fromString(method),
              settings.bucket(),
              key == null ? null : key.value(),
              settings.region(),
              query);
    } catch (MinioException e) {
      throw failures.of(e, ask);
    }
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .method(method, body)
            .header("Host", io.minio.Utils.getHostHeader(url))
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "stratus")
            .header(Http.Headers.X_AMZ_CONTENT_SHA256, Checksum.UNSIGNED_PAYLOAD);
    String token = settings.credentials().sessionToken();
    return token == null ? request : request.header(Http.Headers.X_AMZ_SECURITY_TOKEN, token);
  }

  private Call call(Request.Builder request) {
    String time = clock.now().atZone(ZoneOffset.UTC).format(Time.AMZ_DATE_FORMAT);
    request.header(Http.Headers.X_AMZ_DATE, time);
    return client.newCall(signer.sign(request.build(), time));
  }

  private Call call(Request.Builder request, @Nullable Expiry expiry) {
    return expiry == null ? call(request) : client.newCall(signer.sign(request.build(), expiry));
  }

  private Response execute(Call call, Ask ask) throws CloudException {
    try {
      Response response = call.execute();
      if (response.isSuccessful()) {
        return response;
      }
      try (response) {
        throw failures.of(S3Answer.parse(response, response.body().string()), ask);
      }
    } catch (IOException | MinioException | RuntimeException e) {
      throw failures.of(e, ask);
    }
  }

  private static String base64(int crc32c) {
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(crc32c).array());
  }
}
