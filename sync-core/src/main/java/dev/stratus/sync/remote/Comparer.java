package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the whole bucket with the index, again and again, and says how far it has come. */
final class Comparer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Comparer.class);

  private static final String LISTED = "remote-listed";
  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final int MAX_DOUBLINGS = 5;

  private final RemoteParts parts;
  private final Compare.Means means;
  private final Index index;
  private final Clock clock;
  private final long intervalMillis;
  private final Alarm alarm = new Alarm();
  private final Thread thread;

  /** What waits for the end of a compare; only its thread takes something out. */
  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

  private volatile boolean listed;
  private volatile boolean closed;
  private volatile long seen;

  /** Of the last compare that came to its end. */
  private volatile long counted;

  private volatile @Nullable Instant lastCompare;
  private volatile @Nullable Duration lastTook;
  private volatile @Nullable String trouble;

  Comparer(RemoteParts parts, Compare.Means means, Duration interval) {
    this.parts = parts;
    this.means = means;
    this.index = parts.index();
    this.clock = parts.clock();
    this.intervalMillis = interval.toMillis();
    this.thread = new Thread(this::run, "remote-compare");
    thread.setDaemon(true);
  }

  /** Learns whether the bucket was listed in a former life, and begins to list or compare. */
  void start() throws FsException {
    listed = index.read(tables -> tables.meta().get(LISTED)).isPresent();
    thread.start();
  }

  private void run() {
    int inVain = 0;
    while (!closed) {
      inVain = compare() ? 0 : inVain + 1;
      long wait =
          inVain == 0
              ? intervalMillis
              : Math.min(intervalMillis, FIRST_RETRY_MILLIS << Math.min(inVain - 1, MAX_DOUBLINGS));
      try {
        alarm.await(wait);
      } catch (InterruptedException e) {
        log.debug("the compare was told to end");
        return;
      }
    }
  }

  /** Returns false if it is to be tried again soon. */
  private boolean compare() {
    int asked = afterwards.size();
    try {
      Instant start = clock.instant();
      if (new Compare(parts, means, listed).run(count -> seen = count, () -> closed)) {
        lastTook = Duration.between(start, clock.instant());
        ended();
      }
      trouble = null;
      for (int i = 0; i < asked; i++) {
        afterwards.remove().run();
      }
      return true;
    } catch (FsException | CloudException | RuntimeException e) {
      if (!closed) {
        trouble = String.valueOf(e.getMessage());
        log.warn("The bucket could not be compared, and will be again: {}", trouble, e);
      }
      return false;
    }
  }

  private void ended() throws FsException {
    if (!listed) {
      index.change(
          change -> {
            change.putMeta(LISTED, "1");
            return LISTED;
          });
      listed = true;
    }
    means.guard().compared();
    counted = seen;
    lastCompare = clock.instant();
  }

  /** Compares soon, whatever the interval. */
  void now() {
    alarm.ring();
  }

  /** The same; what is given is done once a compare that begins from now on has come to its end. */
  void now(Runnable then) {
    afterwards.add(then);
    alarm.ring();
  }

  boolean isListed() {
    return listed;
  }

  /** How many objects the last whole listing had; before there was one, how many the first has. */
  long seen() {
    return lastCompare == null ? seen : counted;
  }

  Optional<Instant> lastCompare() {
    return Optional.ofNullable(lastCompare);
  }

  Optional<Duration> lastTook() {
    return Optional.ofNullable(lastTook);
  }

  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void close() {
    closed = true;
    alarm.ring();
  }

  boolean awaitEnd(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
    return !thread.isAlive();
  }
}
