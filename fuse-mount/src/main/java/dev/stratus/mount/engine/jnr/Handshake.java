package dev.stratus.mount.engine.jnr;

import java.util.Optional;

/** The first exchange with the kernel: libfuse's answer, and what is newer than libfuse 2. */
final class Handshake {

  /** In the flags of both sides: the answer says how many pages a request may have. */
  private static final int MAX_PAGES = 1 << 22;

  /** There too: names of one directory may be looked up at once. */
  private static final int PARALLEL_DIRECTORY_OPERATIONS = 1 << 18;

  /** There too: {@link SetIdBits} are ours. */
  private static final int HANDLES_SET_ID_BITS = 1 << 28;

  private static final int WANTED = MAX_PAGES | PARALLEL_DIRECTORY_OPERATIONS | HANDLES_SET_ID_BITS;

  /** In {@code struct fuse_init_in}. */
  private static final long OFFERED_FLAGS = 12;

  /** In {@code struct fuse_init_out}, of which libfuse 2 knows the first 24 bytes. */
  private static final long FLAGS = 12;

  private static final long MAX_WRITE = 20;
  private static final long PAGES = 28;
  private static final int INIT_OUT_SIZE = 64;

  private static final int PAGE_SIZE = 4096;

  private final LibFuse library;
  private final long session;
  private final int device;

  Handshake(LibFuse library, long session, int device) {
    this.library = library;
    this.session = session;
    this.device = device;
  }

  void serve(RequestBuffer request) {
    Optional<LibraryAnswer> caught = LibraryAnswer.open(library, session);
    if (caught.isEmpty()) {
      library.fuse_session_process_buf(session, request.address(), request.channel());
      return;
    }
    long memory = Memory.allocate(AnswerBuffer.HEADER_SIZE + INIT_OUT_SIZE);
    try (LibraryAnswer by = caught.get()) {
      AnswerBuffer answer = new AnswerBuffer(device, memory);
      Memory.IO.setMemory(answer.body(), INIT_OUT_SIZE, (byte) 0);
      int result = by.serve(request, answer, INIT_OUT_SIZE);
      if (result > 0) {
        widen(Memory.IO.getInt(request.arguments() + OFFERED_FLAGS), answer.body());
        // libfuse's own answer ends before what was added.
        result = INIT_OUT_SIZE;
      }
      answer.send(request.unique(), result);
    } finally {
      Memory.free(memory);
    }
  }

  private static void widen(int offered, long answer) {
    Memory.IO.putInt(answer + FLAGS, Memory.IO.getInt(answer + FLAGS) | (offered & WANTED));
    if ((offered & MAX_PAGES) != 0) {
      Memory.IO.putInt(answer + MAX_WRITE, DataCalls.MAX_REQUEST);
      Memory.IO.putShort(answer + PAGES, (short) (DataCalls.MAX_REQUEST / PAGE_SIZE));
    }
  }
}
