package dev.stratus.sync.control;

import java.util.concurrent.Semaphore;

/**
 * Room for the long lines of all clients together, from their first bytes until they are answered:
 * what clients send takes memory that the mount needs. Short lines need none of it.
 */
final class LineRoom {

  /** So long a line may be without asking; nearly all are. */
  static final int SHORT = 64 << 10;

  /** The longest line, or many of those that commands send. */
  private static final int ALL = LineChannel.MAX_LINE_BYTES;

  /** For others than the owner and root: 400 paths, as long as paths can be. */
  private static final int OTHERS = 2 << 20;

  private final Semaphore all = new Semaphore(ALL);
  private final Semaphore others = new Semaphore(OTHERS);

  /** What one client takes of it; used by its thread alone. */
  final class Share {

    private final boolean other;
    private int taken;

    private Share(boolean other) {
      this.other = other;
    }

    /**
     * Makes sure that a line may have so many bytes.
     *
     * @throws ControlException {@link ControlFailure#OVERLOADED} if others have the room, {@link
     *     ControlFailure#INVALID} if there is never so much
     */
    void require(int bytes) throws ControlException {
      if (other && bytes > OTHERS) {
        throw new ControlException(
            ControlFailure.INVALID, "A line of yours has at most " + OTHERS + " bytes.");
      }
      int more = bytes - SHORT - taken;
      if (more <= 0) {
        return;
      }
      if (!take(more)) {
        throw new ControlException(
            ControlFailure.OVERLOADED, "Other long requests are under way: ask again in a while.");
      }
      taken += more;
    }

    private boolean take(int bytes) {
      if (other && !others.tryAcquire(bytes)) {
        return false;
      }
      if (all.tryAcquire(bytes)) {
        return true;
      }
      if (other) {
        others.release(bytes);
      }
      return false;
    }

    /** The line is answered. */
    void free() {
      all.release(taken);
      if (other) {
        others.release(taken);
      }
      taken = 0;
    }
  }

  Share share(boolean other) {
    return new Share(other);
  }
}
