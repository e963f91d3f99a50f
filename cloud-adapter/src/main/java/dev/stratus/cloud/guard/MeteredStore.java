package dev.stratus.cloud.guard;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.Verb;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times requests by verb and outcome, as {@code stratus.cloud.requests}, and bytes by
 * direction, as {@code stratus.cloud.bytes}, those of failed attempts included.
 */
final class MeteredStore extends ForwardingStore {

  private static final String REQUESTS = "stratus.cloud.requests";
  static final String BYTES = "stratus.cloud.bytes";

  private final MeterRegistry registry;
  private final Map<Verb, Timer> done = new EnumMap<>(Verb.class);
  private final Counter up;
  private final Counter down;

  MeteredStore(CloudStore inner, MeterRegistry registry) {
    super(inner);
    this.registry = registry;
    for (Verb verb : Verb.values()) {
      done.put(verb, timer(verb, "done"));
    }
    this.up = registry.counter(BYTES, "direction", "up");
    this.down = registry.counter(BYTES, "direction", "down");
  }

  private Timer timer(Verb verb, String outcome) {
    return registry.timer(
        REQUESTS, "verb", verb.name().toLowerCase(Locale.ROOT), "outcome", outcome);
  }

  @Override
  protected <T> T around(Request request, Call<T> call) throws CloudException {
    long start = System.nanoTime();
    Timer timer = done.get(request.verb());
    try {
      return call.send();
    } catch (CloudException e) {
      timer = timer(request.verb(), outcome(e.failure()));
      throw e;
    } finally {
      if (timer != null) {
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      }
    }
  }

  private static String outcome(CloudFailure failure) {
    return failure.name().toLowerCase(Locale.ROOT);
  }

  @Override
  Body up(Body body) {
    return new WatchedBody(body, up::increment);
  }

  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    return counted(super.get(key, etag, range));
  }

  @Override
  public ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException {
    return counted(super.get(version, range));
  }

  private ObjectBody counted(ObjectBody body) {
    return new ObjectBody(
        body.info(), body.range(), new WatchedStream(body.stream(), down::increment, () -> {}));
  }
}
