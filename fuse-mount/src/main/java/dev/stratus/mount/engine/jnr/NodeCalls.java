package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What is asked of a file by the kernel's number of it. libfuse 2 answers through the path that it
 * knows for the number, and where another program has just renamed a file over it or removed it,
 * that there is no such file, though there has always been one of that name. The kernel looks the
 * name up once more when it is told that what it knows is stale; and what is open can be asked
 * without a path.
 *
 * <p>An open for reading only is completed as well: its close has nothing to flush, which libfuse 2
 * cannot tell the kernel.
 */
final class NodeCalls implements AutoCloseable {

  /** Behind the header of a request: {@code struct fuse_open_in}. */
  private static final long OPEN_FLAGS = 0;

  /** {@code struct fuse_open_out}: the handle, and these. */
  private static final long ANSWERED_FLAGS = 8;

  private static final int NO_FLUSH = 1 << 5;

  /** {@code struct fuse_entry_out}, which begins with the new number; the handle follows it. */
  private static final int MADE = 128;

  /** In the flags of {@code struct fuse_getattr_in}. */
  private static final int BY_HANDLE = 1;

  /** The longest answer is that to a readlink. */
  private static final int ANSWER = 4096;

  private final LibFuse library;
  private final long session;
  private final OpenNodes open;
  private final NodeAttributes attributes;
  private final LostNodes lost = new LostNodes();
  private final Queue<LibraryAnswer> idle = new ConcurrentLinkedQueue<>();

  NodeCalls(LibFuse library, long session, OpenNodes open, NodeAttributes attributes) {
    this.library = library;
    this.session = session;
    this.open = open;
    this.attributes = attributes;
  }

  /** What a request says, for when an answer has been written over it. */
  private record Question(int operation, long unique, long node, int asker, boolean forReading) {

    static Question of(RequestBuffer request) {
      int operation = request.operation();
      return new Question(
          operation,
          request.unique(),
          operation == Opcode.LINK ? request.firstArgument() : request.node(),
          request.asker().thread(),
          operation == Opcode.OPEN && OpenFlags.isForReading(request.argument(OPEN_FLAGS)));
    }
  }

  /**
   * Serves a request.
   *
   * @param answer may lie in the memory of the request, but for its arguments
   * @return false if there is no descriptor left for it, and nothing was done
   */
  boolean serve(RequestBuffer request, AnswerBuffer answer) {
    LibraryAnswer free = idle.poll();
    Optional<LibraryAnswer> caught =
        free == null ? LibraryAnswer.open(library, session) : Optional.of(free);
    if (caught.isEmpty()) {
      return false;
    }
    Question question = Question.of(request);
    if (question.operation() == Opcode.GETATTR) {
      askByPath(request);
    }
    int result = ask(caught.get(), request, answer);
    if (result == -Errnos.ENOENT) {
      result = withoutPath(question, request, answer);
    } else if (result > 0) {
      complete(question, answer);
    }
    answer.send(question.unique(), result);
    return true;
  }

  private int ask(LibraryAnswer by, RequestBuffer request, AnswerBuffer answer) {
    int result = by.serve(request, answer, ANSWER);
    if (result == AnswerBuffer.LOST) {
      by.close();
      return -Errnos.EIO;
    }
    idle.add(by);
    return result;
  }

  /**
   * By the handle, libfuse would take one off the links of a hidden file that has none too many.
   */
  private static void askByPath(RequestBuffer request) {
    long flags = request.arguments();
    Memory.IO.putInt(flags, Memory.IO.getInt(flags) & ~BY_HANDLE);
  }

  private int withoutPath(Question question, RequestBuffer request, AnswerBuffer answer) {
    long node = question.node();
    int result =
        switch (question.operation()) {
          case Opcode.GETATTR -> attributes.get(node, answer);
          case Opcode.SETATTR -> attributes.set(node, request, answer);
          default -> -Errnos.ENOENT;
        };
    // Of a file that is to be made, the directory has no path.
    return result == -Errnos.ENOENT && question.operation() != Opcode.CREATE
        ? lost.refusal(node, question.asker())
        : result;
  }

  private void complete(Question question, AnswerBuffer answer) {
    long body = answer.body();
    if (question.operation() == Opcode.CREATE) {
      open.opened(Memory.IO.getLong(body), Memory.IO.getLong(body + MADE));
    } else if (question.operation() == Opcode.OPEN) {
      open.opened(question.node(), Memory.IO.getLong(body));
    }
    if (question.forReading()) {
      long flags = body + ANSWERED_FLAGS;
      Memory.IO.putInt(flags, Memory.IO.getInt(flags) | NO_FLUSH);
    }
  }

  @Override
  public void close() {
    idle.forEach(LibraryAnswer::close);
  }
}
