package dev.stratus.cloud.guard;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.Lane;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.Verb;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only so many requests run at once, and so many bytes pass in a second; what somebody waits
 * for ({@link Lane}) goes first.
 */
final class LimitedStore extends ForwardingStore {

  /** One place in as many is kept for what somebody waits for. */
  private static final int URGENT_SHARE = 4;

  private final Places transfers;
  private final Places requests;
  private final ByteRate up;
  private final ByteRate down;

  LimitedStore(CloudStore inner, GuardSettings settings) {
    super(inner);
    this.transfers = places("transfers", settings.transfers(), settings.patience());
    this.requests = places("requests", settings.requests(), settings.patience());
    this.up = new ByteRate(settings.bytesUp(), settings.patience(), System::nanoTime);
    this.down = new ByteRate(settings.bytesDown(), settings.patience(), System::nanoTime);
  }

  /**
   * How many may run at once.
   *
   * @param ordinary what nobody waits for needs a place here too
   */
  private record Places(Bulkhead all, Bulkhead ordinary) {}

  private static Places places(String name, int most, Duration patience) {
    return new Places(
        bulkhead(name, most, patience), bulkhead(name, most - most / URGENT_SHARE, patience));
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
  protected <T> T around(Request request, Call<T> call) throws CloudException {
    Runnable release = acquire(request.transfers() ? transfers : requests, request);
    try {
      return call.send();
    } finally {
      release.run();
    }
  }

  @Override
  Body up(Body body) {
    return up.limits() ? new WatchedBody(body, up::slow) : body;
  }

  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    return limited(() -> inner().get(key, etag, range));
  }

  @Override
  public ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException {
    return limited(() -> inner().get(version, range));
  }

  /** The permit is given back with the body, not with its head. */
  private ObjectBody limited(Call<ObjectBody> call) throws CloudException {
    Runnable permit = acquire(transfers, Request.of(Verb.GET));
    AtomicBoolean held = new AtomicBoolean(true);
    Runnable release =
        () -> {
          if (held.compareAndSet(true, false)) {
            permit.run();
          }
        };
    try {
      ObjectBody body = call.send();
      InputStream stream = new WatchedStream(body.stream(), down::slow, release);
      return new ObjectBody(body.info(), body.range(), stream);
    } catch (CloudException | RuntimeException e) {
      release.run();
      throw e;
    }
  }

  /** Waits for a place; returns what gives it back. */
  private static Runnable acquire(Places places, Request request) throws CloudException {
    if (Lane.isUrgent()) {
      return acquire(places.all(), request);
    }
    Runnable first = acquire(places.ordinary(), request);
    try {
      Runnable second = acquire(places.all(), request);
      return () -> {
        second.run();
        first.run();
      };
    } catch (CloudException e) {
      first.run();
      throw e;
    }
  }

  private static Runnable acquire(Bulkhead bulkhead, Request request) throws CloudException {
    try {
      bulkhead.acquirePermission();
      return bulkhead::releasePermission;
    } catch (BulkheadFullException e) {
      throw new CloudException(
          CloudFailure.TIMED_OUT, request.verb() + ": too many " + bulkhead.getName(), e);
    } catch (AcquirePermissionCancelledException e) {
      throw new CloudException(CloudFailure.CANCELLED, request.verb() + ": interrupted", e);
    }
  }
}
