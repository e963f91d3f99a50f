package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Puts the commands together, with one way of telling what went wrong. */
public final class CommandLineFactory {

  private final CommandContext context;

  public CommandLineFactory(CommandContext context) {
    this.context = context;
  }

  public CommandLine create() {
    CommandLine sync =
        new CommandLine(new SyncCommand())
            .addSubcommand(new SyncStartCommand(context))
            .addSubcommand(new SyncStopCommand(context))
            .addSubcommand(new SyncStatusCommand(context))
            .addSubcommand(new SyncEnableCommand(context))
            .addSubcommand(new SyncDisableCommand(context))
            .addSubcommand(new SyncWatchCommand(context))
            .addSubcommand(new SyncRetryCommand(context))
            .addSubcommand(new SyncAcceptCommand(context));
    CommandLine trash =
        new CommandLine(new TrashCommand())
            .addSubcommand(new TrashListCommand(context))
            .addSubcommand(new TrashRestoreCommand(context));
    CommandLine versioning =
        new CommandLine(new VersioningCommand())
            .addSubcommand(new VersioningStatusCommand(context))
            .addSubcommand(new VersioningEnableCommand(context));
    CommandLine stratus = new CommandLine(new StratusCommand());
    stratus
        .addSubcommand(new MountCommand(context))
        .addSubcommand(new UnmountCommand(context))
        .addSubcommand(new StatusCommand(context))
        .addSubcommand(new StateCommand(context))
        .addSubcommand(new WaitCommand(context))
        .addSubcommand(new DownloadCommand(context))
        .addSubcommand(new CacheCommand(context))
        .addSubcommand(new PinCommand(context))
        .addSubcommand(new UnpinCommand(context))
        .addSubcommand(new CleanCacheCommand(context))
        .addSubcommand(new OptimizeSpaceCommand(context))
        .addSubcommand(new CheckCommand(context))
        .addSubcommand(new ConflictsCommand(context))
        .addSubcommand(new EventsCommand(context))
        .addSubcommand(new HistoryCommand(context))
        .addSubcommand(new RestoreCommand(context))
        .addSubcommand(versioning)
        .addSubcommand(named("pause", new SyncStopCommand(context)))
        .addSubcommand(named("resume", new SyncStartCommand(context)))
        .addSubcommand(sync)
        .addSubcommand(trash)
        .addSubcommand(new CompletionCommand(context))
        .addSubcommand(new ManCommand(context));
    explainExitCodes(stratus);
    return stratus
        .setOut(writer(context.terminal().out()))
        .setErr(writer(context.terminal().err()))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, arguments) -> explainUsage(e))
        .setExecutionExceptionHandler((e, command, result) -> explain(e));
  }

  /** A command under another name than its own, in its help and its manual page too. */
  private static CommandLine named(String name, Object command) {
    return new CommandLine(command).setCommandName(name);
  }

  /** The same for all commands, at the end of each help. */
  private static void explainExitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.MEANINGS);
    command.getSubcommands().values().forEach(CommandLineFactory::explainExitCodes);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private int explainUsage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    context.terminal().complain(sentence(e) + " Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.endsWith(".") ? message : message + ".";
  }

  private int explain(Exception e) throws Exception {
    if (e instanceof CommandFailure failure) {
      context.terminal().complain(String.valueOf(failure.getMessage()));
      return failure.exitCode();
    }
    if (e instanceof ControlException failure) {
      context.terminal().complain(String.valueOf(failure.getMessage()));
      return ControlFailures.exitCode(failure.failure());
    }
    if (e instanceof IOException) {
      context.terminal().complain("It did not work: " + e + ".");
      return ExitCode.FAILED;
    }
    throw e;
  }
}
