package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.UserMetadata;
import io.minio.BucketArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectArgs;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import io.minio.errors.MinioException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;

/** The MinIO SDK's asynchronous client, and how an answer of it is waited for. */
final class Sdk {

  private final S3Settings settings;
  private final RawClient answers;
  private final RawClient work;
  private final S3Failures failures;

  Sdk(S3Settings settings, HttpClients clients, S3Failures failures) {
    this.settings = settings;
    this.answers = client(settings, clients.answers());
    this.work = client(settings, clients.work());
    this.failures = failures;
  }

  private static RawClient client(S3Settings settings, OkHttpClient http) {
    Credentials credentials = settings.credentials();
    Provider provider =
        new StaticProvider(
            credentials.accessKey(), credentials.secretKey(), credentials.sessionToken());
    return new RawClient(
        MinioAsyncClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentialsProvider(provider)
            .httpClient(http)
            .build());
  }

  interface Request<T> {
    CompletableFuture<T> send(RawClient client) throws MinioException;
  }

  /** Asks what is answered at once. */
  <T> T ask(Ask ask, Request<T> request) throws CloudException {
    return await(ask, answers, request);
  }

  /** Asks what the server has to work for. */
  <T> T askForWork(Ask ask, Request<T> request) throws CloudException {
    return await(ask, work, request);
  }

  S3Failures failures() {
    return failures;
  }

  String bucket() {
    return settings.bucket();
  }

  <B extends BucketArgs.Builder<B, ?>> B bucket(B builder) {
    return builder.bucket(settings.bucket());
  }

  <B extends ObjectArgs.Builder<B, ?>> B object(B builder, ObjectKey key) {
    return builder.bucket(settings.bucket()).object(key.value());
  }

  /**
   * Refuses keys that would arrive as other keys: the SDK folds empty components, and every HTTP
   * client resolves {@code .} and {@code ..}.
   */
  static ObjectKey sendable(ObjectKey key) throws CloudException {
    String slashed = "/" + key.value() + "/";
    boolean empty = key.value().startsWith("/") || key.value().contains("//");
    boolean dots = slashed.contains("/./") || slashed.contains("/../");
    if (!key.fits() || empty || dots || key.value().indexOf('\0') >= 0) {
      throw new CloudException(
          CloudFailure.NAME_NOT_ALLOWED,
          key.fits() ? "'" + key + "' cannot be sent as a key" : "a key of over 1,024 bytes");
    }
    return key;
  }

  static Http.Headers headers(Precondition precondition) {
    if (precondition instanceof Precondition.Matches matches) {
      return new Http.Headers("If-Match", '"' + matches.etag().value() + '"');
    }
    if (precondition instanceof Precondition.Absent) {
      return new Http.Headers("If-None-Match", "*");
    }
    return new Http.Headers();
  }

  static Http.Headers headers(ObjectKey key, Map<String, String> metadata) throws CloudException {
    Http.Headers headers = new Http.Headers();
    UserMetadata.encodeAll(key, metadata)
        .forEach((name, value) -> headers.put(Heads.META + name, value));
    return headers;
  }

  private <T> T await(Ask ask, RawClient client, Request<T> request) throws CloudException {
    failures.check(ask);
    try {
      return request.send(client).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of(e, ask);
    } catch (ExecutionException | MinioException | RuntimeException e) {
      throw failures.of(e, ask);
    }
  }
}
