package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.FsException;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import java.nio.ByteBuffer;

/**
 * What is asked of the bytes of open files, served without libfuse: most requests of a busy mount.
 * libfuse 2 would carry at most 128 KiB in one, allocate memory for each, and call back.
 */
final class DataCalls {

  /**
   * The most that one carries. The kernel would take a MiB; but each thread that waits for the
   * cloud holds the memory for an answer, and what fits into a processor's cache is copied faster.
   */
  static final int MAX_REQUEST = 256 << 10;

  /**
   * Behind the header of a request: {@code struct fuse_read_in}, {@code fuse_write_in}, {@code
   * fuse_flush_in} and {@code fuse_fsync_in}.
   */
  private static final long HANDLE = 0;

  private static final long SYNC_FLAGS = 8;
  private static final long OFFSET = 8;
  private static final long SIZE = 16;
  private static final long WRITE_FLAGS = 20;

  /** Those of the open file, as they are at the write. */
  private static final long OPEN_FLAGS = 32;

  private static final long WRITTEN_BYTES = 40;

  /** In the flags of a write: it is the kernel that writes, out of its cache. */
  private static final int FROM_MAPPED_MEMORY = 1;

  /** In the flags of a sync. */
  private static final int DATA_ONLY = 1;

  /** {@code struct fuse_write_out}: how many bytes were written, and nothing. */
  private static final int WRITE_ANSWER = 8;

  private final FileSystemView view;
  private final SetIdBits setIdBits;

  DataCalls(FileSystemView view) {
    this.view = view;
    this.setIdBits = new SetIdBits(view);
  }

  /**
   * Serves a read, a write, a flush or a sync.
   *
   * @param answer may lie in the memory of the request
   */
  void serve(RequestBuffer request, AnswerBuffer answer) {
    long unique = request.unique();
    answer.send(unique, result(request, answer));
  }

  private int result(RequestBuffer request, AnswerBuffer answer) {
    int operation = request.operation();
    try {
      Handle handle = new Handle(Memory.IO.getLong(request.arguments() + HANDLE));
      return switch (operation) {
        case Opcode.READ -> read(handle, request, answer);
        case Opcode.WRITE -> write(handle, request, answer);
        case Opcode.FLUSH -> flush(handle);
        default -> sync(handle, request);
      };
    } catch (Throwable e) {
      return Refusal.of(name(operation), e);
    }
  }

  private static String name(int operation) {
    return switch (operation) {
      case Opcode.READ -> "read";
      case Opcode.WRITE -> "write";
      case Opcode.FLUSH -> "flush";
      default -> "fsync";
    };
  }

  private int read(Handle handle, RequestBuffer request, AnswerBuffer answer) throws FsException {
    int size = Math.min(MAX_REQUEST, request.argument(SIZE));
    long offset = offset(request);
    return view.read(handle, answer.body(size), offset);
  }

  private int flush(Handle handle) throws FsException {
    view.flush(handle);
    return 0;
  }

  private int sync(Handle handle, RequestBuffer request) throws FsException {
    view.fsync(handle, (request.argument(SYNC_FLAGS) & DATA_ONLY) != 0);
    return 0;
  }

  private int write(Handle handle, RequestBuffer request, AnswerBuffer answer) throws FsException {
    if (LoopThread.takesSetIdBits()) {
      setIdBits.take(view.getattr(view.inodeOf(handle)));
    }
    ByteBuffer source = Memory.buffer(request.arguments() + WRITTEN_BYTES, request.argument(SIZE));
    int written =
        goesToTheEnd(request)
            ? view.append(handle, source)
            : view.write(handle, source, offset(request));
    Memory.IO.putLong(answer.body(), written);
    return WRITE_ANSWER;
  }

  /**
   * A program may change its mind after the open (fcntl), and what it changed in mapped memory has
   * its place whatever the flags.
   */
  private static boolean goesToTheEnd(RequestBuffer request) {
    return OpenFlags.isForAppending(request.argument(OPEN_FLAGS))
        && (request.argument(WRITE_FLAGS) & FROM_MAPPED_MEMORY) == 0;
  }

  private static long offset(RequestBuffer request) {
    return Memory.IO.getLong(request.arguments() + OFFSET);
  }
}
