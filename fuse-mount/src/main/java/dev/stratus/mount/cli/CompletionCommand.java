package dev.stratus.mount.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stratus completion}. */
@Command(
    name = "completion",
    description = {
      "Prints what lets a shell complete commands, options and paths with the Tab key.",
      "Put the line of your shell into its start file:",
      "  bash   source <(stratus completion bash)     in ~/.bashrc",
      "  zsh    source <(stratus completion zsh)      in ~/.zshrc, after compinit",
      "  fish   stratus completion fish | source      in ~/.config/fish/config.fish"
    },
    footer = {"", "Example:", "  source <(stratus completion bash)"})
final class CompletionCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(
      paramLabel = "bash|zsh|fish",
      completionCandidates = Shells.class,
      description = "Your shell.")
  String shell = "";

  @Spec CommandSpec spec = CommandSpec.create();

  /** What can be said. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("bash", "zsh", "fish").iterator();
    }
  }

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // Of zsh it makes a bash as far as completion goes, by itself.
          case "bash", "zsh" -> AutoComplete.bash(root.getCommandName(), root);
          case "fish" -> FishCompletion.of(root.getCommandSpec());
          default ->
              throw new ParameterException(
                  spec.commandLine(), "There is a completion for bash, zsh and fish only.");
        };
    context.terminal().out().println(script);
    return ExitCode.OK;
  }
}
