package dev.stratus.mount.cli;

import dev.stratus.sync.control.RemainingFile;
import java.io.PrintStream;
import java.util.List;

/** One line for each file that did not make it, with its state and its reason. */
final class RemainingFiles {

  private static final String FAILED = "UPLOAD_FAILURE";

  private static final String ADVICE =
      "What failed is safe here. It is tried again when 'stratus status' says so; with its cause"
          + " removed, 'stratus sync retry PATH' tries at once.";

  private RemainingFiles() {}

  /** The same, and what helps where uploads failed. */
  static void printWithAdvice(PrintStream out, List<RemainingFile> files, long count) {
    print(out, files, count);
    if (files.stream().anyMatch(file -> file.state().equals(FAILED))) {
      out.println(ADVICE);
    }
  }

  static void print(PrintStream out, List<RemainingFile> files, long count) {
    for (RemainingFile file : files) {
      out.println("  " + HumanText.path(file.path()) + ": " + file.state() + ", " + file.reason());
    }
    if (count > files.size()) {
      out.println("  and " + (count - files.size()) + " more");
    }
  }
}
