package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlJson;
import dev.stratus.sync.control.EventConnection;
import dev.stratus.sync.control.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Prints events, a line each, until the mount or whoever reads the lines has gone. */
final class Following {

  private final Terminal terminal;
  private final CompletableFuture<EventConnection.End> ended = new CompletableFuture<>();

  Following(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Returns when nobody reads any more.
   *
   * @param text of an event, where it is not to be JSON
   * @throws CommandFailure when the mount ends, or the lines are not read as fast as events come
   */
  <E> void run(Path socket, Subscription<E> request, boolean json, Function<E, String> text)
      throws IOException, InterruptedException {
    try (EventConnection connection = EventConnection.open(socket, ended::complete)) {
      connection.subscribe(
          request, event -> print(json ? ControlJson.line(event) : text.apply(event)));
      String why = complaint(ended.get());
      if (!why.isEmpty()) {
        throw new CommandFailure(ExitCode.FAILED, why);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void print(String line) {
    terminal.out().println(line);
    if (terminal.out().checkError()) {
      ended.complete(EventConnection.End.CLOSED);
    }
  }

  private static String complaint(EventConnection.End end) {
    return switch (end) {
      case CLOSED -> "";
      case GONE -> "The mount has ended.";
      case CUT_OFF -> "The events were not read as fast as they came; some are lost.";
    };
  }
}
