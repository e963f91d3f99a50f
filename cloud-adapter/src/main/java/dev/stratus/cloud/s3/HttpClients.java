package dev.stratus.cloud.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The HTTP clients of one store: one pool of connections and one dispatcher, three kinds of
 * patience. Nothing in them tries a request again or follows a redirect.
 */
final class HttpClients implements AutoCloseable {

  /** As many as {@code guard} may let through at once, so that finished ones are not closed. */
  private static final int IDLE_CONNECTIONS = 64;

  /**
   * Shorter than the idle time-out of every known server (S3 about 20 s, MinIO and Jetty 30 s), so
   * that a request hardly ever meets a connection that the server just closed.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(9);

  /** The limits on requests are those of {@code guard}; here nothing should queue unseen. */
  private static final int MAX_REQUESTS = 256;

  private final OkHttpClient transfers;
  private final OkHttpClient answers;
  private final OkHttpClient work;

  HttpClients(S3Settings settings, SkewedClock clock, ServerClock serverClock) {
    S3Timeouts timeouts = settings.timeouts();
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
    this.transfers =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(connections(settings.endpoint())))
            .socketFactory(new InterruptibleSockets())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.silence())
            .writeTimeout(timeouts.silence())
            .addInterceptor(clock)
            .build();
    OkHttpClient timed = transfers.newBuilder().addInterceptor(serverClock).build();
    this.answers = timed.newBuilder().callTimeout(timeouts.answer()).build();
    this.work = timed.newBuilder().readTimeout(timeouts.work()).build();
  }

  /** Without TLS the certificates that Java trusts are not even read. */
  private static ConnectionSpec connections(URI endpoint) {
    boolean tls = "https".equalsIgnoreCase(endpoint.getScheme());
    return tls ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  /** For bodies of bytes: bounded silence, no bound of the whole. */
  OkHttpClient transfers() {
    return transfers;
  }

  /** For small requests: the whole is bounded. */
  OkHttpClient answers() {
    return answers;
  }

  /** For requests that the server has to work for. */
  OkHttpClient work() {
    return work;
  }

  @Override
  public void close() {
    transfers.dispatcher().cancelAll();
    transfers.dispatcher().executorService().shutdown();
    transfers.connectionPool().evictAll();
  }
}
