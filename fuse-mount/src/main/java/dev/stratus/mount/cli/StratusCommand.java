package dev.stratus.mount.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus}, which only holds the commands. */
@Command(
    name = "stratus",
    description = "A cloud bucket as an ordinary folder.",
    versionProvider = VersionText.class,
    footer = {
      "",
      "Example:",
      "  stratus mount photos /cloud --endpoint http://localhost:9000",
      "  stratus status",
      "  stratus unmount /cloud"
    })
final class StratusCommand implements Runnable {

  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
