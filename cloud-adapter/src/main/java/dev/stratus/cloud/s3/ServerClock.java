package dev.stratus.cloud.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The server's time, as its answers tell it. It is later there, if anything: an answer was on its
 * way for a while, and names whole seconds.
 */
final class ServerClock implements Interceptor {

  private final HttpTime date = new HttpTime("Date");
  private volatile Duration ahead = Duration.ZERO;

  /** What the server's clock shows when ours shows this. */
  Instant of(Instant ours) {
    return ours.plus(ahead);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    @Nullable Instant told = date.in(response.headers());
    if (told != null) {
      ahead = Duration.between(Instant.now(), told);
    }
    return response;
  }
}
