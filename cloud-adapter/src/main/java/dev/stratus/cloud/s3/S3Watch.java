package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.Watch;
import io.minio.CloseableIterator;
import io.minio.ListenBucketNotificationArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.NotificationRecords;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of bucket notifications, read by a thread of its own and opened again when it ends.
 */
final class S3Watch implements Watch {

  private static final Logger LOG = LoggerFactory.getLogger(S3Watch.class);

  private static final String[] EVENTS = {"s3:ObjectCreated:*", "s3:ObjectRemoved:*"};

  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Sdk sdk;
  private final String prefix;
  private final Consumer<CloudEvent> listener;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Held while the listener runs, so that {@link #close} returns after it. */
  private final Object delivery = new Object();

  private final Thread thread;

  private S3Watch(Sdk sdk, String prefix, Consumer<CloudEvent> listener, Stream first) {
    this.sdk = sdk;
    this.prefix = prefix;
    this.listener = listener;
    this.thread = new Thread(() -> run(first), "stratus-watch");
    thread.setDaemon(true);
  }

  /** Opens the first stream on the caller's thread, so that a refusal is the caller's. */
  static S3Watch open(Sdk sdk, String prefix, Consumer<CloudEvent> listener) throws CloudException {
    S3Watch watch = new S3Watch(sdk, prefix, listener, listen(sdk, prefix));
    watch.thread.start();
    return watch;
  }

  private record Stream(CloseableIterator<Result<NotificationRecords>> records)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      records.close();
    }
  }

  private static Stream listen(Sdk sdk, String prefix) throws CloudException {
    Ask ask = Ask.of(Verb.WATCH, prefix);
    ListenBucketNotificationArgs args =
        sdk.bucket(ListenBucketNotificationArgs.builder())
            .prefix(prefix)
            .suffix("")
            .events(EVENTS)
            .build();
    sdk.failures().check(ask);
    try {
      return new Stream(sdk.streaming().listenBucketNotification(args));
    } catch (MinioException | RuntimeException e) {
      throw sdk.failures().of(e, ask);
    }
  }

  private void run(Stream first) {
    @Nullable Stream stream = first;
    while (stream != null) {
      CloudException broken = read(stream);
      stream = reopen();
      if (stream != null) {
        deliver(new CloudEvent.Interrupted(broken));
      }
    }
  }

  /** Reads until the stream ends, and says why. */
  private CloudException read(Stream stream) {
    Ask ask = Ask.of(Verb.WATCH, prefix);
    try (stream) {
      while (stream.records().hasNext()) {
        for (NotificationRecords.Event event : stream.records().next().get().events()) {
          tell(event);
        }
      }
      return S3Failures.broken(ask, "the stream of events ended");
    } catch (IOException | MinioException | RuntimeException e) {
      return sdk.failures().of(e, ask);
    }
  }

  /** Opens the stream again, however long that takes; null once closed. */
  private @Nullable Stream reopen() {
    long wait = FIRST_WAIT_MILLIS;
    while (!closedAfter(wait)) {
      try {
        return listen(sdk, prefix);
      } catch (CloudException e) {
        if (e.failure() == CloudFailure.CANCELLED) {
          return null;
        }
        LOG.debug("the stream of events could not be opened again", e);
        wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      }
    }
    return null;
  }

  private boolean closedAfter(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException closed) {
      // Only close interrupts this thread, and it ends then.
      return true;
    }
  }

  private void tell(NotificationRecords.Event event) {
    String name = URLDecoder.decode(event.object().key(), StandardCharsets.UTF_8);
    ObjectKey key = new ObjectKey(name);
    if (event.eventName().startsWith("s3:ObjectRemoved")) {
      deliver(new CloudEvent.Deleted(key));
    } else if (event.object().etag() != null) {
      ETag etag = ETag.parse(event.object().etag());
      deliver(new CloudEvent.Written(key, etag, event.object().size()));
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void deliver(CloudEvent event) {
    synchronized (delivery) {
      if (closed()) {
        return;
      }
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("the listener failed on {}", event, e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    synchronized (delivery) {
      LOG.debug("the watch of '{}' is closed", prefix);
    }
  }
}
