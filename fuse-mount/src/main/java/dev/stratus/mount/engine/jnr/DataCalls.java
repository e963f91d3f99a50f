package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;

/**
 * Reads and writes of open files, served without libfuse: most requests of a busy mount. libfuse 2
 * would carry at most 128 KiB in one, allocate memory for each, and call back.
 */
final class DataCalls {

  /**
   * The most that one carries. The kernel would take a MiB; but each thread that waits for the
   * cloud holds the memory for an answer, and what fits into a processor's cache is copied faster.
   */
  static final int MAX_REQUEST = 256 << 10;

  /** Behind the header of a request: {@code struct fuse_read_in} and {@code fuse_write_in}. */
  private static final long HANDLE = 0;

  private static final long OFFSET = 8;
  private static final long SIZE = 16;
  private static final long WRITTEN_BYTES = 40;

  /** {@code struct fuse_write_out}: how many bytes were written, and nothing. */
  private static final int WRITE_ANSWER = 8;

  private final FileSystemView view;

  DataCalls(FileSystemView view) {
    this.view = view;
  }

  /**
   * Serves a read or a write.
   *
   * @param answer may lie in the memory of the request
   */
  void serve(RequestBuffer request, AnswerBuffer answer) {
    boolean reads = request.operation() == Opcode.READ;
    long unique = request.unique();
    int result = result(reads, request.arguments(), answer);
    answer.send(unique, result);
  }

  private int result(boolean reads, long arguments, AnswerBuffer answer) {
    try {
      return reads ? read(arguments, answer) : write(arguments, answer);
    } catch (Throwable e) {
      return Refusal.of(reads ? "read" : "write", e);
    }
  }

  private int read(long arguments, AnswerBuffer answer) throws FsException {
    int size = Math.min(MAX_REQUEST, Memory.IO.getInt(arguments + SIZE));
    Handle handle = handle(arguments);
    long offset = offset(arguments);
    return view.read(handle, answer.body(size), offset);
  }

  private int write(long arguments, AnswerBuffer answer) throws FsException {
    int size = Memory.IO.getInt(arguments + SIZE);
    int written =
        view.write(
            handle(arguments), Memory.buffer(arguments + WRITTEN_BYTES, size), offset(arguments));
    Memory.IO.putLong(answer.body(), written);
    return WRITE_ANSWER;
  }

  private static Handle handle(long arguments) {
    return new Handle(Memory.IO.getLong(arguments + HANDLE));
  }

  private static long offset(long arguments) {
    return Memory.IO.getLong(arguments + OFFSET);
  }
}
