package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.StatedFile;
import java.util.List;

/** Prints the states of files as they come: a line for each, a page of them at once. */
final class StateLines {

  private static final List<String> LOCATIONS = List.of("", "local", "cloud", "both");

  private final Terminal terminal;
  private final boolean json;
  private boolean begun;

  private StateLines(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  static StateLines json(Terminal terminal) {
    return new StateLines(terminal, true);
  }

  static StateLines text(Terminal terminal) {
    return new StateLines(terminal, false);
  }

  void print(List<StatedFile> files) {
    StringBuilder page = new StringBuilder();
    for (StatedFile file : files) {
      if (json) {
        page.append(begun ? ",\n" : "[\n").append(ControlJson.line(file));
      } else {
        appendText(page, file);
      }
      begun = true;
    }
    terminal.out().print(page);
  }

  private static void appendText(StringBuilder page, StatedFile file) {
    pad(page, file.state(), 16);
    pad(page, LOCATIONS.get(file.location()), 7);
    page.append(HumanText.path(file.path()));
    if (file.reason() != null) {
      page.append(": ").append(file.reason());
    }
    page.append('\n');
  }

  private static void pad(StringBuilder page, String text, int width) {
    page.append(text).append(" ".repeat(Math.max(1, width - text.length())));
  }

  /** Nothing more comes. */
  void end() {
    if (json) {
      terminal.out().println(begun ? "\n]" : "[]");
    }
  }
}
