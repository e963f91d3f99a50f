package dev.stratus.mount.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stratus sync}, which only holds commands. */
@Command(
    name = "sync",
    description = "Stops the sync of a mount, lets it go on, tells how it is doing.",
    footer = {
      "",
      "Example:",
      "  stratus sync stop /cloud",
      "  stratus sync start /cloud",
      "  stratus sync retry /cloud/photos",
      "  stratus sync disable /cloud/photos"
    })
final class SyncCommand implements Runnable {

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say start, stop, status, watch, enable, disable, retry or accept.");
  }
}
