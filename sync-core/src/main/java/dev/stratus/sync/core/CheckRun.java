package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Check;
import dev.stratus.sync.check.Finding;
import dev.stratus.sync.check.Findings;
import dev.stratus.sync.control.CheckFinding;
import dev.stratus.sync.control.CheckRequest;
import dev.stratus.sync.control.CheckResult;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Progress;
import dev.stratus.sync.control.ProgressListener;
import java.util.function.LongSupplier;

/** Answers {@code check}. */
final class CheckRun {

  private static final long REPORT_NANOS = 1_000_000_000L;

  private final Check check;
  private final boolean readOnly;
  private final LongSupplier ticker;

  CheckRun(Check check, boolean readOnly, LongSupplier ticker) {
    this.check = check;
    this.readOnly = readOnly;
    this.ticker = ticker;
  }

  CheckResult run(CheckRequest request, ProgressListener progress)
      throws FsException, ControlException, InterruptedException {
    if (request.repair() && readOnly) {
      throw new ControlException(
          ControlFailure.FAILED,
          "Nothing is repaired in a read-only mount; mount it without --read-only.");
    }
    long[] reported = {ticker.getAsLong() - REPORT_NANOS};
    Findings findings =
        check.run(
            request.repair(),
            (activity, done) -> {
              long now = ticker.getAsLong();
              if (now - reported[0] >= REPORT_NANOS) {
                reported[0] = now;
                progress.report(new Progress(activity, done, 0, 0, 0));
              }
            });
    return new CheckResult(
        request.repair(),
        findings.count(),
        findings.repaired(),
        findings.named().stream().map(CheckRun::told).toList(),
        findings.unchecked());
  }

  private static CheckFinding told(Finding finding) {
    return new CheckFinding(
        finding.problem().name(),
        finding.where(),
        finding.what(),
        finding.problem().remedy(),
        finding.outcome().name());
  }
}
