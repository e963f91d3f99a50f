package dev.stratus.cloud.guard;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets only so many requests run at once, and so many bytes pass in a second. */
final class LimitedStore extends ForwardingStore {

  private final Bulkhead transfers;
  private final Bulkhead requests;
  private final ByteRate up;
  private final ByteRate down;

  LimitedStore(CloudStore inner, GuardSettings settings) {
    super(inner);
    this.transfers = bulkhead("transfers", settings.transfers(), settings.patience());
    this.requests = bulkhead("requests", settings.requests(), settings.patience());
    this.up = ByteRate.of(settings.bytesUp(), settings.patience());
    this.down = ByteRate.of(settings.bytesDown(), settings.patience());
  }

  private static Bulkhead bulkhead(String name, int most, Duration patience) {
    return Bulkhead.of(
        name,
        BulkheadConfig.custom()
            .maxConcurrentCalls(most)
            .maxWaitDuration(patience)
            .fairCallHandlingStrategyEnabled(true)
            .build());
  }

  @Override
  <T> T around(Request request, Call<T> call) throws CloudException {
    Bulkhead bulkhead = request.transfers() ? transfers : requests;
    acquire(bulkhead, request);
    try {
      return call.send();
    } finally {
      bulkhead.releasePermission();
    }
  }

  @Override
  Body up(Body body) {
    return up.limits() ? new WatchedBody(body, up::slow) : body;
  }

  /** The permit is given back with the body, not with its head. */
  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    acquire(transfers, Request.of(Verb.GET));
    AtomicBoolean held = new AtomicBoolean(true);
    Runnable release =
        () -> {
          if (held.compareAndSet(true, false)) {
            transfers.releasePermission();
          }
        };
    try {
      ObjectBody body = inner().get(key, etag, range);
      InputStream stream = new WatchedStream(body.stream(), down::slow, release);
      return new ObjectBody(body.info(), body.range(), stream);
    } catch (CloudException | RuntimeException e) {
      release.run();
      throw e;
    }
  }

  private static void acquire(Bulkhead bulkhead, Request request) throws CloudException {
    try {
      bulkhead.acquirePermission();
    } catch (BulkheadFullException e) {
      throw new CloudException(
          CloudFailure.TIMED_OUT, request.verb() + ": too many " + bulkhead.getName(), e);
    } catch (AcquirePermissionCancelledException e) {
      throw new CloudException(CloudFailure.CANCELLED, request.verb() + ": interrupted", e);
    }
  }
}
