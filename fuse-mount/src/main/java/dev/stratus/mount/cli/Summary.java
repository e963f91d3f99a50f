package dev.stratus.mount.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What a command does, on one line. */
final class Summary {

  private Summary() {}

  /** The first sentence of a command's description, without its full stop. */
  static String of(CommandSpec command) {
    return firstSentence(command.usageMessage().description());
  }

  /** The first sentence of some lines. */
  static String firstSentence(String[] lines) {
    String text = String.join(" ", lines).replace("%%", "%").strip();
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text : text.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
