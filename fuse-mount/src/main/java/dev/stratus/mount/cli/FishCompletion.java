package dev.stratus.mount.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What fish completes: picocli knows bash and zsh only. */
final class FishCompletion {

  private final StringBuilder script = new StringBuilder();
  private final String program;

  private FishCompletion(String program) {
    this.program = program;
  }

  static String of(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.add(root, List.of());
    return completion.script.toString().stripTrailing();
  }

  /** One line for each command below and each option of a command, which words lead to. */
  private void add(CommandSpec command, List<String> words) {
    Map<String, CommandLine> below = new TreeMap<>(command.subcommands());
    String here = condition(words, below);
    for (Map.Entry<String, CommandLine> entry : below.entrySet()) {
      line(here, "-f -a " + quote(entry.getKey()), Summary.of(entry.getValue().getCommandSpec()));
    }
    for (OptionSpec option : command.options()) {
      String takesValue = option.arity().max() > 0 ? " -r" : "";
      line(
          here,
          names(option) + takesValue + values(option),
          Summary.firstSentence(option.description()));
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (!values(parameter).isEmpty()) {
        line(here, values(parameter).strip(), Summary.firstSentence(parameter.description()));
      }
    }
    for (Map.Entry<String, CommandLine> entry : below.entrySet()) {
      add(entry.getValue().getCommandSpec(), plus(words, entry.getKey()));
    }
  }

  /** That the words were typed, and none of the commands below them. */
  private static String condition(List<String> words, Map<String, CommandLine> below) {
    StringBuilder condition = new StringBuilder();
    for (String word : words) {
      condition.append("__fish_seen_subcommand_from ").append(word).append("; and ");
    }
    condition.append(
        below.isEmpty()
            ? "true"
            : "not __fish_seen_subcommand_from " + String.join(" ", below.keySet()));
    return condition.toString();
  }

  private void line(String condition, String what, String description) {
    script.append(
        "complete -c %s -n %s %s -d %s%n"
            .formatted(program, quote(condition), what, quote(description)));
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      String flag = name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1);
      names.append(names.isEmpty() ? "" : " ").append(flag);
    }
    return names.toString();
  }

  /** What may stand there, where that is one of a few words. */
  private static String values(ArgSpec argument) {
    Iterable<String> words = argument.completionCandidates();
    return words == null ? "" : " -f -a " + quote(String.join(" ", words));
  }

  private static List<String> plus(List<String> words, String word) {
    List<String> more = new ArrayList<>(words);
    more.add(word);
    return more;
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
