package dev.stratus.mount.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus versioning}, which only holds status and enable. */
@Command(
    name = "versioning",
    description = {
      "Whether the bucket keeps what is replaced or deleted, and how to let it. Each save is then a",
      "version that takes room there, until a lifecycle rule of the bucket removes it."
    },
    footer = {
      "",
      "Example:",
      "  stratus versioning status /cloud",
      "  stratus versioning enable /cloud"
    })
final class VersioningCommand implements Runnable {

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say status or enable.");
  }
}
