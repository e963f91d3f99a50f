package dev.stratus.sync.api;

import dev.stratus.sync.control.OptimizeSpaceRequest;
import dev.stratus.sync.control.OptimizeSpaceResult;
import dev.stratus.sync.control.Progress;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of startOptimizeSpace, from its beginning to its last event. */
final class SpaceCall {

  private static final Logger log = LoggerFactory.getLogger(SpaceCall.class);

  private static final int ALL = 100;

  private final MountLink link;
  private final Consumer<OptimizeSpaceProgress> callback;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();

  SpaceCall(MountLink link, Consumer<OptimizeSpaceProgress> callback) {
    this.link = link;
    this.callback = callback;
  }

  /** Completes when the run has begun. */
  CompletableFuture<Void> start(OptimizeSpaceParam param) {
    Calls.run(() -> run(param));
    return begun;
  }

  private void run(OptimizeSpaceParam param) {
    try {
      OptimizeSpaceRequest request =
          new OptimizeSpaceRequest(param.totalSize(), param.agingDays(), false);
      OptimizeSpaceResult result = link.ask(request, this::progressed);
      begun.complete(null);
      tell(
          result.stopped() ? OptimizeState.STOPPED : OptimizeState.COMPLETED,
          result.stopped() ? percent(result.freed().bytes(), param.totalSize()) : ALL);
    } catch (IOException e) {
      // Refused, nobody hears of it but whoever waits for its beginning.
      if (!begun.completeExceptionally(Failures.of(e).as(Member.START_OPTIMIZE_SPACE))) {
        log.warn("A run that frees space ended", e);
        tell(OptimizeState.FAILED, 1);
      }
    }
  }

  private void progressed(Progress progress) {
    begun.complete(null);
    tell(OptimizeState.RUNNING, percent(progress.bytesDone(), progress.bytesTotal()));
  }

  /** Between 1 and 99: 100 is the end. */
  private static int percent(long done, long total) {
    return total <= 0 ? 1 : (int) Math.max(1, Math.min(ALL - 1, done * ALL / total));
  }

  private void tell(OptimizeState state, int progress) {
    Calls.harmless(() -> callback.accept(new OptimizeSpaceProgress(state, progress)));
  }
}
