package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.Closure;
import dev.stratus.sync.FsException;

/**
 * One operation as libfuse calls it: whatever goes wrong becomes an errno.
 *
 * <p>An exception that left the closure would be cleared by jffi and answered with 0, which is
 * success: a copy of an unreadable file would end well, and short.
 */
final class Callback implements Closure {

  /** What an operation does; answers 0, a count, or a negative errno. */
  interface Operation {
    int run(Buffer arguments) throws FsException;
  }

  private final String name;
  private final Operation operation;

  Callback(String name, Operation operation) {
    this.name = name;
    this.operation = operation;
  }

  @Override
  public void invoke(Buffer arguments) {
    arguments.setIntReturn(answer(arguments));
  }

  private int answer(Buffer arguments) {
    try {
      return operation.run(arguments);
    } catch (Throwable e) {
      return Refusal.of(name, e);
    }
  }
}
