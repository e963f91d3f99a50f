package dev.stratus.mount.cli;

import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import java.util.List;
import java.util.Objects;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for a human on a terminal; for everybody a line when what is waited for rests. */
final class ProgressView implements ProgressListener, AutoCloseable {

  private static final int WIDTH = 80;
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;

  /** Below so many MiB whole ones say too little. */
  private static final int FEW = 10;

  private final Terminal terminal;
  private final @Nullable WaitNotice notice;
  private @Nullable ProgressBar bar;

  private List<String> resting = List.of();

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
    tellRest(progress);
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

  private void tellRest(Progress progress) {
    List<String> now = Objects.requireNonNullElse(progress.resting(), List.of());
    if (now.equals(resting)) {
      return;
    }
    resting = now;
    if (bar != null) {
      terminal.err().println();
    }
    terminal.complain(now.isEmpty() ? "It goes on." : RestText.sentence(now));
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
