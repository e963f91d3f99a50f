package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.Name;
import org.jspecify.annotations.Nullable;

/** A Java thread that takes requests from the kernel and serves them, one after the other. */
final class LoopThread extends Thread {

  /** FUSE_RENAME in linux/fuse.h; the kernel's other one (RENAME2) is newer than libfuse 2. */
  private static final int RENAME = 12;

  private final FuseLoop loop;
  private boolean serving;
  private int operation;
  private @Nullable Name askedHidden;

  LoopThread(FuseLoop loop, int number) {
    super("fuse-" + number);
    this.loop = loop;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      serve();
    } finally {
      loop.left();
    }
  }

  private void serve() {
    LibFuse library = loop.library();
    try (RequestBuffer buffer = new RequestBuffer(loop.channel(), loop.bufferSize())) {
      boolean needed = true;
      while (needed) {
        int received =
            library.fuse_session_receive_buf(
                loop.session(), buffer.reset(), buffer.channelPointer());
        if (received == -Errnos.EINTR) {
          continue;
        }
        if (received <= 0) {
          return;
        }
        loop.busy();
        begin(buffer.operation());
        library.fuse_session_process_buf(loop.session(), buffer.address(), buffer.channel());
        serving = false;
        needed = loop.free();
      }
    }
  }

  private void begin(int kind) {
    serving = true;
    operation = kind;
    askedHidden = null;
  }

  /** Tells whether this thread is inside a request; only then libfuse knows of an interruption. */
  boolean isServing() {
    return serving;
  }

  /** Tells whether the calling thread is inside a request to rename. */
  static boolean isRenaming() {
    return Thread.currentThread() instanceof LoopThread thread && thread.operation == RENAME;
  }

  void askedHidden(Name name) {
    askedHidden = name;
  }

  /** The hidden name that the current request asked for last. */
  @Nullable Name askedHidden() {
    return askedHidden;
  }
}
