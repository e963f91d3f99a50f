package dev.stratus.cloud.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.Verb;
import java.util.EnumMap;
import java.util.Map;

/** What a {@link MemoryStore} was asked for, failed requests included. */
public final class RequestCounts {

  @GuardedBy("this")
  private final Map<Verb, Integer> begun = new EnumMap<>(Verb.class);

  @GuardedBy("this")
  private int inFlight;

  @GuardedBy("this")
  private int peak;

  @GuardedBy("this")
  private long bytesUp;

  @GuardedBy("this")
  private long bytesDown;

  @GuardedBy("this")
  private long metadataListed;

  public synchronized int of(Verb verb) {
    return begun.getOrDefault(verb, 0);
  }

  public synchronized int total() {
    return begun.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many requests are being done now; the body of a get does not count. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** The most requests that were being done at one time. */
  public synchronized int peak() {
    return peak;
  }

  public synchronized long bytesUp() {
    return bytesUp;
  }

  /** How many bytes of bodies were read, not how many were asked for. */
  public synchronized long bytesDown() {
    return bytesDown;
  }

  /** How many objects were listed with metadata. */
  public synchronized long metadataListed() {
    return metadataListed;
  }

  /** Forgets all but what is in flight. */
  public synchronized void reset() {
    begun.clear();
    peak = inFlight;
    bytesUp = 0;
    bytesDown = 0;
    metadataListed = 0;
  }

  synchronized void begin(Verb verb) {
    begun.merge(verb, 1, Integer::sum);
    inFlight++;
    peak = Math.max(peak, inFlight);
  }

  synchronized void end() {
    inFlight--;
  }

  synchronized void up(long bytes) {
    bytesUp += bytes;
  }

  synchronized void listed(ListPage page) {
    metadataListed += page.objects().stream().filter(info -> info.metadata().isPresent()).count();
  }

  synchronized void down(long bytes) {
    bytesDown += bytes;
  }
}
