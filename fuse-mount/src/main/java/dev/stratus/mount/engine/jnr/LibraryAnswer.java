package dev.stratus.mount.engine.jnr;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipe into which libfuse answers a request whose answer is to be completed before the kernel
 * gets it: with what is newer than libfuse 2.
 */
final class LibraryAnswer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LibraryAnswer.class);

  private final LibFuse library;
  private final long session;
  private final int end;
  private final long channel;

  private LibraryAnswer(LibFuse library, long session, int[] pipe) {
    this.library = library;
    this.session = session;
    this.end = pipe[0];
    this.channel = library.fuse_kern_chan_new(pipe[1]);
  }

  /** Makes one; none where the process has no descriptors left. */
  static Optional<LibraryAnswer> open(LibFuse library, long session) {
    int[] pipe = new int[2];
    if (LibC.INSTANCE.pipe(pipe) != 0) {
      LOG.warn("No pipe for an answer of libfuse: it goes to the kernel as it is");
      return Optional.empty();
    }
    return Optional.of(new LibraryAnswer(library, session, pipe));
  }

  /**
   * Lets libfuse serve a request.
   *
   * @param answer gets what it says; may lie in the memory of the request
   * @param most so many bytes has the body of an answer at most
   * @return how many it has, or a negative errno
   */
  int serve(RequestBuffer request, AnswerBuffer answer, int most) {
    library.fuse_session_process_buf(session, request.address(), channel);
    return answer.take(end, most);
  }

  @Override
  public void close() {
    library.fuse_chan_destroy(channel);
    LibC.INSTANCE.close(end);
  }
}
