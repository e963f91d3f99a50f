package dev.stratus.mount.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stratus man}. */
@Command(
    name = "man",
    description = "Prints the manual page of a command, or writes those of all into a directory.",
    footer = {
      "",
      "Example:",
      "  stratus man sync start | man -l -",
      "  stratus man --dir ~/.local/share/man/man1    # then: man stratus-mount"
    })
final class ManCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin HelpOption help = new HelpOption();

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Default: stratus itself.")
  List<String> words = List.of();

  @Option(names = "--dir", paramLabel = "DIR", description = "Write all pages there.")
  @Nullable String directory;

  @Spec CommandSpec spec = CommandSpec.create();

  ManCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (directory == null) {
      context.terminal().out().print(ManPage.of(find()));
    } else {
      write(context.environment().path(directory));
    }
    return ExitCode.OK;
  }

  private CommandSpec find() {
    CommandSpec found = spec.root();
    for (String word : words) {
      CommandLine next = found.subcommands().get(word);
      if (next == null) {
        throw new ParameterException(spec.commandLine(), "There is no command '" + word + "'.");
      }
      found = next.getCommandSpec();
    }
    return found;
  }

  private void write(Path target) throws IOException {
    Files.createDirectories(target);
    for (CommandSpec command : all(spec.root(), new LinkedHashSet<>())) {
      Path file = target.resolve(ManPage.name(command) + ".1");
      Files.writeString(file, ManPage.of(command), StandardCharsets.UTF_8);
    }
  }

  private static Set<CommandSpec> all(CommandSpec command, Set<CommandSpec> found) {
    found.add(command);
    command.subcommands().values().forEach(below -> all(below.getCommandSpec(), found));
    return found;
  }
}
