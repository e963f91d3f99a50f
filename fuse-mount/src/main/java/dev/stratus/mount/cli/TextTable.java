package dev.stratus.mount.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of texts under a heading, each column as wide as its longest text; the last one is free. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heading) {
    rows.add(List.of(heading));
  }

  void row(String... texts) {
    rows.add(List.of(texts));
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Prints it, unless there is nothing under the heading. */
  void print(PrintStream out) {
    if (isEmpty()) {
      return;
    }
    List<Integer> widths = widths();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size() - 1; i++) {
        int padding = widths.get(i) - row.get(i).length();
        line.append(row.get(i)).append(" ".repeat(padding)).append(GAP);
      }
      out.println(line.append(row.get(row.size() - 1)));
    }
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      int column = i;
      widths.add(rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    return widths;
  }
}
