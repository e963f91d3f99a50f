package dev.stratus.mount.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says, when Ctrl-C or another signal ends a command that only waits, that the daemon goes on with
 * what was waited for. The exit code is then what shells expect of a signal: 130 for Ctrl-C.
 */
final class WaitNotice {

  private final AtomicBoolean waiting = new AtomicBoolean(true);

  /**
   * @param message what goes on, and how to see it
   */
  WaitNotice(Terminal terminal, String message) {
    Runnable onShutdown =
        () -> {
          if (waiting.get()) {
            leaveLine(terminal);
            terminal.complain(message);
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(onShutdown, "wait-notice"));
  }

  /** On a terminal a bar or {@code ^C} stands on this line. */
  private static void leaveLine(Terminal terminal) {
    if (terminal.interactive()) {
      terminal.err().println();
    }
  }

  /** The wait has ended by itself. */
  void close() {
    waiting.set(false);
  }
}
