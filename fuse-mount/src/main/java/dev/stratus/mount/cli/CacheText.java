package dev.stratus.mount.cli;

import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CachedFile;
import java.io.PrintStream;
import java.util.List;

/** What takes the room of the local copies, as a human reads it: bars and tables. */
final class CacheText {

  private static final int BAR = 30;

  private final PrintStream out;

  CacheText(PrintStream out) {
    this.out = out;
  }

  void print(CacheContents contents) {
    String where = contents.path().isEmpty() ? "" : " below " + contents.path();
    out.println("Local copies" + where + ": " + HumanText.amount(contents.total()) + ".");
    long all = contents.total().bytes();
    TextTable states = new TextTable("files", "size", bar("share"), "state");
    contents.states().forEach(share -> row(states, share.amount(), all, share.state().text()));
    section(states);
    TextTable directories = new TextTable("files", "size", bar("share"), "directory");
    contents.directories().forEach(share -> row(directories, share.amount(), all, share.name()));
    section(directories);
    section(files("largest", contents.largest()));
    section(files("longest unopened", contents.oldest()));
  }

  private void section(TextTable table) {
    if (!table.isEmpty()) {
      out.println();
      table.print(out);
    }
  }

  private static void row(TextTable table, Amount amount, long all, String what) {
    int length = all == 0 ? 0 : (int) Math.ceil((double) BAR * amount.bytes() / all);
    table.row(
        Long.toString(amount.files()),
        HumanText.size(amount.bytes()),
        bar("#".repeat(Math.min(BAR, length))),
        what);
  }

  private static String bar(String text) {
    return text + " ".repeat(BAR - text.length());
  }

  private static TextTable files(String heading, List<CachedFile> files) {
    TextTable table = new TextTable("size", "last opened", heading);
    for (CachedFile file : files) {
      table.row(HumanText.size(file.bytes()), HumanText.time(file.visited()), file.path());
    }
    return table;
  }
}
