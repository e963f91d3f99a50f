package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.Watch;
import io.minio.Http;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of bucket notifications, read by a thread of its own and opened again when it ends.
 */
final class S3Watch implements Watch {

  private static final Logger LOG = LoggerFactory.getLogger(S3Watch.class);

  /**
   * In their order, since servers that check the signature sort them, or do not; the first is what
   * the prompter asks for.
   */
  private static final String[] EVENTS = {
    "s3:ObjectAccessed:Head", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"
  };

  private static final long FIRST_WAIT_MILLIS = 200;
  private static final long LONGEST_WAIT_MILLIS = 30_000;

  private final Means means;
  private final String prefix;
  private final Consumer<CloudEvent> listener;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Held while the listener runs, so that {@link #close} returns after it. */
  private final Object delivery = new Object();

  private final Prompter prompter;
  private final Thread thread;
  private final Thread promptings;

  private volatile @Nullable Stream opened;

  /** What a watch works with. */
  record Means(S3Store store, Transfers transfers, S3Failures failures) {}

  private S3Watch(Means means, String prefix, Consumer<CloudEvent> listener) {
    this.means = means;
    this.prefix = prefix;
    this.listener = listener;
    this.prompter = new Prompter(means.store(), means.transfers(), prefix, closing);
    this.thread = daemon(this::run, "stratus-watch");
    this.promptings = daemon(prompter::run, "stratus-watch-prompt");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Opens the first stream on the caller's thread, so that a refusal is the caller's. */
  static S3Watch open(Means means, String prefix, Consumer<CloudEvent> listener)
      throws CloudException {
    S3Watch watch = new S3Watch(means, prefix, listener);
    watch.promptings.start();
    try {
      watch.opened = watch.listen();
    } catch (CloudException e) {
      watch.close();
      throw e;
    }
    watch.thread.start();
    return watch;
  }

  /** Lines, until the server ends them or is silent for too long. */
  private record Stream(Response response, BufferedReader lines) implements AutoCloseable {
    @Override
    public void close() {
      response.close();
    }
  }

  private Stream listen() throws CloudException {
    Http.QueryParameters query = new Http.QueryParameters("prefix", prefix, "suffix", "");
    for (String event : EVENTS) {
      query.add("events", event);
    }
    Response response = means.transfers().stream(query, Ask.of(Verb.WATCH, prefix));
    prompter.heard();
    InputStream bytes = new HeardStream(response.body().byteStream(), prompter);
    return new Stream(
        response, new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
  }

  /** Tells the prompter of all that comes, be it blanks. */
  private static final class HeardStream extends FilterInputStream {
    private final Prompter prompter;

    HeardStream(InputStream in, Prompter prompter) {
      super(in);
      this.prompter = prompter;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      prompter.heard();
      return count;
    }
  }

  private void run() {
    @Nullable Stream stream = opened;
    while (stream != null) {
      CloudException broken = read(stream);
      deliver(new CloudEvent.Lost(broken));
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
      String line = stream.lines().readLine();
      while (line != null) {
        EventLine.read(line, ask).forEach(this::deliver);
        line = stream.lines().readLine();
      }
      return S3Failures.broken(ask, "the stream of events ended");
    } catch (IOException | RuntimeException e) {
      return means.failures().of(e, ask);
    }
  }

  /** Opens the stream again, however long that takes; null once closed. */
  private @Nullable Stream reopen() {
    long wait = FIRST_WAIT_MILLIS;
    while (!closedAfter(wait)) {
      try {
        return listen();
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
    promptings.interrupt();
    synchronized (delivery) {
      LOG.debug("the watch of '{}' is closed", prefix);
    }
  }
}
