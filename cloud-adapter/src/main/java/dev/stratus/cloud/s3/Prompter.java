package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a server speak that keeps its events to itself.
 *
 * <p>MinIO writes each event, and a blank every 500 ms, and flushes after it. Since a writer that
 * cannot flush was put around its answers (2025), all of that stays in the buffers of Go's HTTP
 * server, 6 KiB of them: minutes, in a quiet bucket. So when nothing comes, we ask for an event
 * that fills them: a HEAD whose User-Agent, which the event repeats, is of {@code &}, for which
 * JSON has six bytes each. Whatever was held back comes before it. Whoever watches the same keys
 * hears it too and need not ask by himself.
 */
final class Prompter {

  private static final Logger LOG = LoggerFactory.getLogger(Prompter.class);

  /** The buffers of the server, of 2 and 4 KiB, and some more. */
  private static final String FILLER = "&".repeat(1_200);

  /** Longer than the time between two blanks of a server that flushes. */
  private static final long SILENCE_MILLIS = 700;

  /** Where it is known that nothing comes without being asked for. */
  private static final long SHORT_SILENCE_MILLIS = 400;

  private static final long AFTER_A_FAILURE_MILLIS = 3_000;

  private final S3Store store;
  private final Transfers transfers;
  private final String prefix;
  private final CountDownLatch closing;

  private volatile long lastByte = System.nanoTime();
  private @Nullable ObjectKey key;

  Prompter(S3Store store, Transfers transfers, String prefix, CountDownLatch closing) {
    this.store = store;
    this.transfers = transfers;
    this.prefix = prefix;
    this.closing = closing;
  }

  /** Something came. */
  void heard() {
    lastByte = System.nanoTime();
  }

  /** Asks whenever there was silence, until closed. */
  void run() {
    try {
      long patience = SILENCE_MILLIS;
      long wait = SHORT_SILENCE_MILLIS;
      while (!closing.await(wait, TimeUnit.MILLISECONDS)) {
        long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastByte);
        if (silent < patience) {
          wait = patience - silent;
        } else {
          patience = patience == SILENCE_MILLIS ? SHORT_SILENCE_MILLIS : patience;
          wait = ask() ? SHORT_SILENCE_MILLIS : AFTER_A_FAILURE_MILLIS;
        }
      }
    } catch (InterruptedException closed) {
      LOG.debug("the watch of '{}' is not prompted any more", prefix);
    }
  }

  private boolean ask() {
    try {
      ObjectKey any = key == null ? anyKey() : key;
      key = any;
      if (any != null) {
        transfers.touch(any, FILLER, Ask.of(Verb.WATCH, any));
      }
      return any != null;
    } catch (CloudException e) {
      LOG.debug("the watch of '{}' could not be prompted", prefix, e);
      key = null;
      return false;
    }
  }

  /** Any object will do; the first is mostly the bucket's own name tag. */
  private @Nullable ObjectKey anyKey() throws CloudException {
    List<ObjectInfo> first = store.list(new ListRequest(prefix, false, null, 1), "").objects();
    return first.isEmpty() ? null : first.get(0).key();
  }
}
