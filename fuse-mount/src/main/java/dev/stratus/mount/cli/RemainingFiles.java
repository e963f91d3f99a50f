package dev.stratus.mount.cli;

import dev.stratus.sync.control.RemainingFile;
import java.io.PrintStream;
import java.util.List;

/** One line for each file that did not make it, with its state and its reason. */
final class RemainingFiles {

  private RemainingFiles() {}

  static void print(PrintStream out, List<RemainingFile> files, long count) {
    for (RemainingFile file : files) {
      out.println("  " + HumanText.path(file.path()) + ": " + file.state() + ", " + file.reason());
    }
    if (count > files.size()) {
      out.println("  and " + (count - files.size()) + " more");
    }
  }
}
