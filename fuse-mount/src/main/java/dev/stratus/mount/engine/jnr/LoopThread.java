package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.Name;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java thread that takes requests from the kernel and serves them, one after the other. */
final class LoopThread extends Thread {

  /** What is answered from memory or the disk's cache takes a tenth of it. */
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** An offset for the kernel: what it knows of a file is old, but for the pages. */
  private static final long ONLY_ATTRIBUTES = -1;

  /** The largest request: what a write carries, and its headers. */
  private static final long REQUEST_SIZE = DataCalls.MAX_REQUEST + 4096L;

  /** Behind the header: {@code struct fuse_getxattr_in}. */
  private static final long GETXATTR_NAME = 8;

  private final FuseLoop loop;

  /** The kernel's number of the request that this thread is inside; 0 when it is in none. */
  private volatile long serving;

  /**
   * The request whose program was interrupted last. Not a flag: who notes it may come late, when
   * this thread is inside the next one.
   */
  private volatile long interrupted;

  private volatile long begun;
  private int operation;

  /** Found out at once: libfuse strikes what it does not know out of the request. */
  private boolean takesSetIdBits;

  /** Kept, since an answer may be written over the request. */
  private Asker asker = Asker.UNKNOWN;

  private @Nullable Name askedHidden;
  private @Nullable RequestBuffer request;

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
      loop.left(this);
    }
  }

  private void serve() {
    LibFuse library = loop.library();
    try (RequestBuffer buffer = new RequestBuffer(loop.channel(), REQUEST_SIZE)) {
      AnswerBuffer answer = buffer.answer(loop.device());
      boolean needed = true;
      while (needed) {
        int received =
            library.fuse_session_receive_buf(
                loop.session(), buffer.reset(), buffer.channelPointer());
        if (received == -Errnos.EINTR) {
          continue;
        }
        if (received <= 0) {
          loop.over();
          return;
        }
        loop.busy();
        begin(buffer);
        serve(buffer, answer);
        needed = loop.free(end());
      }
    }
  }

  private void begin(RequestBuffer received) {
    request = received;
    operation = received.operation();
    askedHidden = null;
    takesSetIdBits = SetIdBits.areTakenBy(received);
    asker = received.asker();
    begun = System.nanoTime();
    serving = received.unique();
  }

  private void serve(RequestBuffer buffer, AnswerBuffer answer) {
    switch (operation) {
      case Opcode.READ, Opcode.WRITE, Opcode.FLUSH, Opcode.FSYNC ->
          loop.data().serve(buffer, answer);
      case Opcode.IOCTL -> answer.send(buffer.unique(), -Errnos.ENOTTY);
      case Opcode.INIT -> loop.handshake().serve(buffer);
      case Opcode.INTERRUPT -> interrupt(buffer, answer);
      case Opcode.GETXATTR -> getxattr(buffer, answer);
      case Opcode.OPEN,
          Opcode.CREATE,
          Opcode.LINK,
          Opcode.GETATTR,
          Opcode.SETATTR,
          Opcode.READLINK,
          Opcode.SETXATTR,
          Opcode.REMOVEXATTR,
          Opcode.OPENDIR,
          Opcode.ACCESS ->
          ofNode(buffer, answer);
      case Opcode.RELEASE -> release(buffer);
      default -> serveByLibrary(buffer);
    }
  }

  private void serveByLibrary(RequestBuffer buffer) {
    loop.library().fuse_session_process_buf(loop.session(), buffer.address(), buffer.channel());
  }

  private void ofNode(RequestBuffer buffer, AnswerBuffer answer) {
    if (!loop.nodes().serve(buffer, answer)) {
      serveByLibrary(buffer);
    }
  }

  private void release(RequestBuffer buffer) {
    loop.open().closed(buffer.node(), buffer.firstArgument());
    serveByLibrary(buffer);
  }

  /** What no file has needs no look at the file: {@code ls -l} asks for several such names. */
  private void getxattr(RequestBuffer buffer, AnswerBuffer answer) {
    if (XattrCalls.isForeign(buffer.arguments() + GETXATTR_NAME)) {
      answer.send(buffer.unique(), -Errnos.ENODATA);
    } else {
      serveByLibrary(buffer);
    }
  }

  /** There is no answer, but that the kernel should say it again: the request is on its way. */
  private void interrupt(RequestBuffer buffer, AnswerBuffer answer) {
    if (!loop.interrupt(buffer.firstArgument())) {
      answer.send(buffer.unique(), -Errnos.EAGAIN);
    }
  }

  /** Tells whether the request took long. */
  private boolean end() {
    boolean wasStuck = isStuck();
    serving = 0;
    return wasStuck;
  }

  /** Tells whether it has been inside one request for so long that it must be waiting. */
  boolean isStuck() {
    return serving != 0 && System.nanoTime() - begun > STUCK_NANOS;
  }

  /** Notes that the program behind a request was interrupted; false if it is not served here. */
  boolean interruptIfServing(long unique) {
    boolean mine = serving == unique;
    if (mine) {
      interrupted = unique;
    }
    return mine;
  }

  /** Tells whether the program that waits for the request being served is to end. */
  boolean isAskerInterrupted() {
    return serving != 0 && interrupted == serving && asker.isToEnd();
  }

  /** Tells whether the calling thread is inside a request that takes set-id bits away. */
  static boolean takesSetIdBits() {
    return Thread.currentThread() instanceof LoopThread thread && thread.takesSetIdBits;
  }

  /** The program behind the request inside of which the calling thread is. */
  static Asker asker() {
    return Thread.currentThread() instanceof LoopThread thread ? thread.asker : Asker.UNKNOWN;
  }

  /** Tells whether the calling thread is inside a request to rename. */
  static boolean isRenaming() {
    return Thread.currentThread() instanceof LoopThread thread && thread.operation == Opcode.RENAME;
  }

  /** Tells whether the calling thread is inside a request for nothing but attributes. */
  static boolean isLooking() {
    return Thread.currentThread() instanceof LoopThread thread
        && thread.operation == Opcode.GETATTR;
  }

  /**
   * The calling thread has served a request to link: the kernel forgets the attributes of the file
   * that was linked to. It gives the new name's to the new name only, since for libfuse 2 that is
   * another file.
   */
  static void forgetLinked() {
    if (Thread.currentThread() instanceof LoopThread thread && thread.request != null) {
      thread.forget(thread.request.firstArgument(), ONLY_ATTRIBUTES);
    }
  }

  /** The calling thread has changed a file: the kernel asks for its attributes again. */
  static void forgetAttributes() {
    if (Thread.currentThread() instanceof LoopThread thread && thread.request != null) {
      thread.forget(thread.request.node(), ONLY_ATTRIBUTES);
    }
  }

  /** The calling thread closes a file, of which the kernel may have pages of those bytes. */
  static void closed(int version) {
    if (Thread.currentThread() instanceof LoopThread thread && thread.request != null) {
      thread.loop.pages().closed(thread.request.node(), version);
    }
  }

  /**
   * The calling thread opens a file. If the kernel has pages of it, it forgets them where other
   * bytes took their place, for their size and time may be the same; and where some bytes are not
   * here, else the pages would hide for ever that the bytes went.
   */
  static void opened(int version, boolean whollyHere) {
    if (Thread.currentThread() instanceof LoopThread thread && thread.request != null) {
      long node = thread.request.node();
      KeptPages pages = thread.loop.pages();
      boolean others = pages.opened(node, version);
      if (others || (!whollyHere && pages.remove(node))) {
        thread.forget(node, 0);
      }
    }
  }

  private void forget(long node, long offset) {
    loop.library().fuse_lowlevel_notify_inval_inode(loop.channel(), node, offset, 0);
  }

  void askedHidden(Name name) {
    askedHidden = name;
  }

  /** The hidden name that the current request asked for last. */
  @Nullable Name askedHidden() {
    return askedHidden;
  }
}
