package dev.stratus.mount.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command, in roff, from what its {@code --help} is made of. */
final class ManPage {

  private final CommandSpec command;
  private final StringBuilder roff = new StringBuilder();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  static String of(CommandSpec command) {
    return new ManPage(command).write();
  }

  /** Such as {@code stratus-sync-start}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private String write() {
    String[] description = command.usageMessage().description();
    String title = escape(name(command).toUpperCase(Locale.ROOT));
    macro(".TH \"" + title + "\" \"1\" \"\" \"Stratus\" \"Stratus\"");
    section("NAME");
    text(name(command) + " \\- " + escape(Summary.of(command)));
    section("SYNOPSIS");
    lines(new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).lines().toList());
    section("DESCRIPTION");
    lines(List.of(description));
    parameters();
    options();
    commands();
    exitCodes();
    footer();
    return roff.toString();
  }

  private void parameters() {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      item(parameter.paramLabel(), String.join(" ", parameter.description()));
    }
  }

  private void options() {
    section("OPTIONS");
    for (OptionSpec option : command.options()) {
      String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
      item(String.join(", ", option.names()) + value, String.join(" ", option.description()));
    }
  }

  private void commands() {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (Map.Entry<String, CommandLine> below : command.subcommands().entrySet()) {
      CommandSpec spec = below.getValue().getCommandSpec();
      item(name(spec) + "(1)", String.join(" ", spec.usageMessage().description()));
    }
  }

  private void exitCodes() {
    section("EXIT STATUS");
    command.usageMessage().exitCodeList().forEach(this::item);
  }

  private void footer() {
    List<String> rest = new ArrayList<>(List.of(command.usageMessage().footer()));
    while (!rest.isEmpty() && rest.get(0).isBlank()) {
      rest.remove(0);
    }
    section("NOTES");
    lines(rest);
    String parent = command.parent() == null ? "" : name(command.root()) + "(1)";
    if (!parent.isEmpty()) {
      section("SEE ALSO");
      text(parent);
    }
  }

  private void section(String title) {
    macro(".SH " + title);
  }

  private void item(String term, String text) {
    macro(".TP");
    text("\\fB" + escape(term) + "\\fR");
    text(escape(text.strip()));
  }

  /** As they stand, each on a line of its own. */
  private void lines(List<String> lines) {
    macro(".nf");
    text(lines.stream().map(ManPage::escape).collect(Collectors.joining("\n")));
    macro(".fi");
  }

  private void macro(String line) {
    roff.append(line).append('\n');
  }

  private void text(String text) {
    roff.append(text).append('\n');
  }

  /** What begins a line or a word of roff, and what picocli's formats had to double. */
  private static String escape(String text) {
    String plain = text.replace("%%", "%").replace("%n", "").replace("$$", "$");
    String safe = plain.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
