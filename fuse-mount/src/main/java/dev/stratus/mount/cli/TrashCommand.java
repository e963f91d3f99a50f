package dev.stratus.mount.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus trash}, which only holds list and restore. */
@Command(
    name = "trash",
    description = {
      "Lists and restores local copies of files that another client deleted in the cloud.",
      "They stay for a time (trash-days, 30) as long as there is room (trash-size, 1G)."
    },
    footer = {
      "",
      "Example:",
      "  stratus trash list /cloud",
      "  stratus trash restore 1795471200123"
    })
final class TrashCommand implements Runnable {

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say list or restore.");
  }
}
