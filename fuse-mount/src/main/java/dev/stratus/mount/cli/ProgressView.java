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
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;

  /** Below so many MiB whole ones say too little. */
  private static final int FEW = 10;

  private final Terminal terminal;
  private final @Nullable WaitNotice notice;
  private @Nullable ProgressBar bar;

  /** Where no bytes are counted, files are. */
  private boolean countsFiles;

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
    shown.maxHint(countsFiles ? progress.filesTotal() : progress.bytesTotal());
    shown.stepTo(countsFiles ? progress.filesDone() : progress.bytesDone());
    shown.setExtraMessage(countsFiles ? "" : files(progress));
  }

  private static String files(Progress progress) {
    return progress.filesTotal() > 0
        ? progress.filesDone() + "/" + progress.filesTotal() + " files"
        : progress.activity() + " " + progress.filesDone();
  }

  private ProgressBar open(Progress progress) {
    countsFiles = progress.bytesTotal() == 0 && progress.filesTotal() > 0;
    boolean few = progress.bytesTotal() < FEW * MIB;
    return new ProgressBarBuilder()
        .setTaskName(progress.activity())
        .setInitialMax(countsFiles ? progress.filesTotal() : progress.bytesTotal())
        .setUnit(countsFiles ? " files" : few ? "KiB" : "MiB", countsFiles ? 1 : few ? KIB : MIB)
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
