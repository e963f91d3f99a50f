package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory from which one thread answers the kernel itself: the kernel's {@code struct
 * fuse_out_header} and what follows it.
 */
final class AnswerBuffer {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerBuffer.class);

  static final long HEADER_SIZE = 16;

  /** Instead of an answer: what comes out of the pipe later would belong to another request. */
  static final int LOST = Integer.MIN_VALUE;

  private static final long ERROR = 4;
  private static final long REQUEST = 8;

  private final int device;
  private final long memory;

  /**
   * @param device the descriptor on which the kernel waits for answers
   * @param memory where there is room for the largest answer
   */
  AnswerBuffer(int device, long memory) {
    this.device = device;
    this.memory = memory;
  }

  /** Where what follows the header begins. */
  long body() {
    return memory + HEADER_SIZE;
  }

  ByteBuffer body(int size) {
    return Memory.buffer(body(), size);
  }

  /**
   * Takes an answer of libfuse out of a pipe.
   *
   * @param most so many bytes has its body at most
   * @return how many it has, or a negative errno; {@link #LOST} if there was none
   */
  int take(int pipe, int most) {
    long length = LibC.INSTANCE.read(pipe, memory, HEADER_SIZE + most);
    if (length < HEADER_SIZE) {
      return LOST;
    }
    int error = Memory.IO.getInt(memory + ERROR);
    return error < 0 ? error : (int) (length - HEADER_SIZE);
  }

  /**
   * Answers a request.
   *
   * @param result how many bytes of the body go with it, or a negative errno
   */
  void send(long request, int result) {
    long length = HEADER_SIZE + Math.max(0, result);
    Memory.IO.putInt(memory, (int) length);
    Memory.IO.putInt(memory + ERROR, Math.min(0, result));
    Memory.IO.putLong(memory + REQUEST, request);
    if (LibC.INSTANCE.write(device, memory, length) < 0) {
      int errno = LastError.getLastError(Runtime.getSystemRuntime());
      // Who asked was killed meanwhile, or the folder is unmounted.
      if (errno != Errnos.ENOENT && errno != Errnos.ENODEV) {
        LOG.error("The kernel did not take an answer of {} bytes: errno {}", length, errno);
      }
    }
  }
}
