package dev.stratus.mount.cli;

import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for a human on a terminal, nothing for a script. */
final class ProgressView implements ProgressListener, AutoCloseable {

  private static final int WIDTH = 80;
  private static final long MIB = 1 << 20;

  private final Terminal terminal;
  private final @Nullable WaitNotice notice;
  private @Nullable ProgressBar bar;

  ProgressView(Terminal terminal) {
    this.terminal = terminal;
    this.notice = null;
  }

  /**
   * For a command that only waits.
   *
   * @param stopped what is said when a signal ends it, see {@link WaitNotice}
   */
  ProgressView(Terminal terminal, String stopped) {
    this.terminal = terminal;
    this.notice = new WaitNotice(terminal, stopped);
  }

  @Override
  public void report(Progress progress) {
    if (!terminal.interactive()) {
      return;
    }
    ProgressBar shown = bar;
    if (shown == null) {
      shown = open(progress);
      bar = shown;
    }
    shown.maxHint(progress.bytesTotal());
    shown.stepTo(progress.bytesDone());
    shown.setExtraMessage(
        progress.filesTotal() > 0
            ? progress.filesDone() + "/" + progress.filesTotal() + " files"
            : progress.activity() + " " + progress.filesDone());
  }

  private ProgressBar open(Progress progress) {
    return new ProgressBarBuilder()
        .setTaskName(progress.activity())
        .setInitialMax(progress.bytesTotal())
        .setUnit("MiB", MIB)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
        .build();
  }

  @Override
  public void close() {
    if (notice != null) {
      notice.close();
    }
    if (bar != null) {
      bar.close();
    }
  }
}
