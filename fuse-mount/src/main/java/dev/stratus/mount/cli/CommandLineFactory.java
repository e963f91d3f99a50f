package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Puts the commands together, with one way of telling what went wrong. */
public final class CommandLineFactory {

  /** They tell of the other commands. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "man");

  private final CommandContext context;

  public CommandLineFactory(CommandContext context) {
    this.context = context;
  }

  /**
   * The program as these arguments need it: with the command that they call, or, where that cannot
   * be told, or it is about all of them, with all. To put all together takes longer than most
   * commands.
   */
  public CommandLine create(String... arguments) {
    CommandLine stratus = new CommandLine(new StratusCommand());
    Map<String, Supplier<CommandLine>> all = commands();
    String called = arguments.length == 0 ? "" : arguments[0];
    boolean isKnown = all.containsKey(called) && !ABOUT_ALL.contains(called);
    all.forEach(
        (name, command) -> {
          if (!isKnown || name.equals(called)) {
            stratus.addSubcommand(command.get().setCommandName(name));
          }
        });
    explainExitCodes(stratus);
    return stratus
        .setOut(writer(context.terminal().out()))
        .setErr(writer(context.terminal().err()))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, words) -> explainUsage(e))
        .setExecutionExceptionHandler((e, command, result) -> explain(e));
  }

  /** All commands, by the names that they have in their help and manual page, in its order. */
  private Map<String, Supplier<CommandLine>> commands() {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("mount", () -> new CommandLine(new MountCommand(context)));
    commands.put("unmount", () -> new CommandLine(new UnmountCommand(context)));
    commands.put("status", () -> new CommandLine(new StatusCommand(context)));
    commands.put("state", () -> new CommandLine(new StateCommand(context)));
    commands.put("wait", () -> new CommandLine(new WaitCommand(context)));
    commands.put("download", () -> new CommandLine(new DownloadCommand(context)));
    commands.put("cache", () -> new CommandLine(new CacheCommand(context)));
    commands.put("pin", () -> new CommandLine(new PinCommand(context)));
    commands.put("unpin", () -> new CommandLine(new UnpinCommand(context)));
    commands.put("clean-cache", () -> new CommandLine(new CleanCacheCommand(context)));
    commands.put("optimize-space", () -> new CommandLine(new OptimizeSpaceCommand(context)));
    commands.put("check", () -> new CommandLine(new CheckCommand(context)));
    commands.put("conflicts", () -> new CommandLine(new ConflictsCommand(context)));
    commands.put("events", () -> new CommandLine(new EventsCommand(context)));
    commands.put("history", () -> new CommandLine(new HistoryCommand(context)));
    commands.put("restore", () -> new CommandLine(new RestoreCommand(context)));
    commands.put("versioning", this::versioning);
    commands.put("pause", () -> new CommandLine(new SyncStopCommand(context)));
    commands.put("resume", () -> new CommandLine(new SyncStartCommand(context)));
    commands.put("sync", this::sync);
    commands.put("trash", this::trash);
    commands.put("completion", () -> new CommandLine(new CompletionCommand(context)));
    commands.put("man", () -> new CommandLine(new ManCommand(context)));
    return commands;
  }

  private CommandLine sync() {
    return new CommandLine(new SyncCommand())
        .addSubcommand(new SyncStartCommand(context))
        .addSubcommand(new SyncStopCommand(context))
        .addSubcommand(new SyncStatusCommand(context))
        .addSubcommand(new SyncEnableCommand(context))
        .addSubcommand(new SyncDisableCommand(context))
        .addSubcommand(new SyncWatchCommand(context))
        .addSubcommand(new SyncRetryCommand(context))
        .addSubcommand(new SyncAcceptCommand(context));
  }

  private CommandLine trash() {
    return new CommandLine(new TrashCommand())
        .addSubcommand(new TrashListCommand(context))
        .addSubcommand(new TrashRestoreCommand(context));
  }

  private CommandLine versioning() {
    return new CommandLine(new VersioningCommand())
        .addSubcommand(new VersioningStatusCommand(context))
        .addSubcommand(new VersioningEnableCommand(context));
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
