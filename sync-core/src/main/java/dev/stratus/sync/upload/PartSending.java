package dev.stratus.sync.upload;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.PartTag;
import dev.stratus.sync.FsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one file on their way, a few at a time: another file's parts wait for these few
 * only, not for all.
 */
final class PartSending {

  /** Sends one part, or finds it there already. */
  @FunctionalInterface
  interface PartSender {
    PartTag send(int number, Body body) throws CloudException, FsException;
  }

  private final FrozenFile source;
  private final long partBytes;
  private final PartSender sender;
  private final Deque<Future<PartTag>> underWay = new ArrayDeque<>();
  private final List<PartTag> sent = new ArrayList<>();
  private volatile boolean givenUp;
  private @Nullable Throwable failure;

  PartSending(FrozenFile source, long partBytes, PartSender sender) {
    this.source = source;
    this.partBytes = partBytes;
    this.sender = sender;
  }

  /**
   * Waits for all parts, also when one failed: none may read the file after we are gone.
   *
   * @param atOnce how many parts may be under way, at least one; asked for again for each
   */
  List<PartTag> run(ExecutorService threads, IntSupplier atOnce)
      throws CloudException, FsException, ChangedMeanwhileException {
    int number = 1;
    for (long start = 0; start < source.size() && !givenUp; start += partBytes) {
      while (underWay.size() >= atOnce.getAsInt()) {
        collectOne();
      }
      submit(threads, number++, start);
    }
    while (!underWay.isEmpty()) {
      collectOne();
    }
    if (failure != null) {
      throwAs(failure);
    }
    source.requireStill();
    return sent;
  }

  private void submit(ExecutorService threads, int number, long start) {
    long length = Math.min(partBytes, source.size() - start);
    underWay.add(
        threads.submit(
            () -> {
              if (givenUp) {
                throw new CancellationException("another part failed");
              }
              source.requireStill();
              return sender.send(number, source.part(start, length));
            }));
  }

  private void collectOne() {
    try {
      sent.add(underWay.remove().get());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      failed(cause == null ? e : cause);
    } catch (CancellationException | InterruptedException e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    failure = failure == null ? cause : failure;
    givenUp = true;
  }

  private static void throwAs(Throwable failure)
      throws CloudException, FsException, ChangedMeanwhileException {
    if (failure instanceof CloudException cloudFailure) {
      throw cloudFailure;
    } else if (failure instanceof FsException local) {
      throw local;
    } else if (failure instanceof ChangedMeanwhileException changed) {
      throw changed;
    }
    throw new CloudException(CloudFailure.CANCELLED, "a part was not sent", failure);
  }
}
