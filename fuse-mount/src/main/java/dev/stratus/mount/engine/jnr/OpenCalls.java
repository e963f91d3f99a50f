package dev.stratus.mount.engine.jnr;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Opens for reading only. Their close has nothing to flush, which libfuse 2 cannot tell the kernel:
 * it would ask at each close of each file that a program reads.
 */
final class OpenCalls implements AutoCloseable {

  /** Behind the header of a request: {@code struct fuse_open_in}. */
  private static final long FLAGS = 0;

  /** {@code struct fuse_open_out}: the handle, and these. */
  private static final long ANSWERED_FLAGS = 8;

  private static final int ANSWER = 16;
  private static final int NO_FLUSH = 1 << 5;

  private final LibFuse library;
  private final long session;
  private final Queue<LibraryAnswer> idle = new ConcurrentLinkedQueue<>();

  OpenCalls(LibFuse library, long session) {
    this.library = library;
    this.session = session;
  }

  /** Tells whether a request is such an open. */
  static boolean isForReading(RequestBuffer request) {
    return OpenFlags.isForReading(request.argument(FLAGS));
  }

  /**
   * Serves one.
   *
   * @param answer may lie in the memory of the request
   * @return false if there is no descriptor left for it, and nothing was done
   */
  boolean serve(RequestBuffer request, AnswerBuffer answer) {
    LibraryAnswer free = idle.poll();
    Optional<LibraryAnswer> caught =
        free == null ? LibraryAnswer.open(library, session) : Optional.of(free);
    if (caught.isEmpty()) {
      return false;
    }
    long unique = request.unique();
    int result = caught.get().serve(request, answer, ANSWER);
    if (result > 0) {
      long flags = answer.body() + ANSWERED_FLAGS;
      Memory.IO.putInt(flags, Memory.IO.getInt(flags) | NO_FLUSH);
    }
    answer.send(unique, result);
    idle.add(caught.get());
    return true;
  }

  @Override
  public void close() {
    idle.forEach(LibraryAnswer::close);
  }
}
