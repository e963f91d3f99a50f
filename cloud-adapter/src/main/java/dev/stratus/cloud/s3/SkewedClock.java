package dev.stratus.cloud.s3;

import io.minio.Http;
import io.minio.Signer;
import io.minio.Time;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Signs requests anew by the server's time, once the server has said that ours is too far from it.
 * Until then requests pass untouched.
 */
final class SkewedClock implements Interceptor {

  private final S3Settings settings;
  private volatile Duration skew = Duration.ZERO;

  SkewedClock(S3Settings settings) {
    this.settings = settings;
  }

  /** Takes over what the server says the time is. */
  void learn(Instant serverTime) {
    skew = Duration.between(Instant.now(), serverTime);
  }

  Instant now() {
    return Instant.now().plus(skew);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String payload = request.header(Http.Headers.X_AMZ_CONTENT_SHA256);
    if (skew.isZero() || payload == null) {
      return chain.proceed(request);
    }
    Request redated =
        request
            .newBuilder()
            .removeHeader(Http.Headers.AUTHORIZATION)
            .header(
                Http.Headers.X_AMZ_DATE, now().atZone(ZoneOffset.UTC).format(Time.AMZ_DATE_FORMAT))
            .build();
    try {
      return chain.proceed(
          Signer.signV4S3(
              redated,
              settings.region(),
              settings.credentials().accessKey(),
              settings.credentials().secretKey(),
              payload));
    } catch (MinioException e) {
      throw new IOException("cannot sign", e);
    }
  }
}
