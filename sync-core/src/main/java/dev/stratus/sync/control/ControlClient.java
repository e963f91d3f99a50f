package dev.stratus.sync.control;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command's end of the control socket; one request at a time. */
public final class ControlClient implements Closeable {

  private final Path socket;
  private LineChannel lines;

  private ControlClient(Path socket) throws IOException {
    this.socket = socket;
    this.lines = new LineChannel(channel(socket));
  }

  /**
   * Connects to a mount's daemon.
   *
   * @throws ControlException {@link ControlFailure#NO_DAEMON} if nobody listens, {@link
   *     ControlFailure#DENIED} if this user may not connect
   */
  public static ControlClient connect(Path socket) throws IOException {
    return new ControlClient(socket);
  }

  static SocketChannel channel(Path socket) throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new ControlException(failureOf(socket), "No daemon answers at " + socket + ".", e);
    }
  }

  /** Connects to the daemon behind a socket file, and removes the file if its daemon is dead. */
  public static Optional<ControlClient> connectOrRemove(Path socket) throws IOException {
    try {
      return Optional.of(connect(socket));
    } catch (ControlException e) {
      if (e.failure() == ControlFailure.NO_DAEMON) {
        Files.deleteIfExists(socket);
      }
      return Optional.empty();
    }
  }

  /** Asks, hears the progress, and returns the result. */
  public <R> R ask(Request<R> request, ProgressListener progress) throws IOException {
    send(request);
    while (true) {
      String line = nextLine();
      if (line == null) {
        throw new ControlException(
            ControlFailure.FAILED, "The daemon ended before it had answered.");
      }
      Reply reply = ControlJson.parseReply(line);
      if (reply instanceof Reply.Working working) {
        progress.report(working.progress());
      } else if (reply instanceof Reply.Result result) {
        return ControlJson.parse(result.result(), request.resultType());
      } else {
        throw failure(reply);
      }
    }
  }

  void send(Request<?> request) throws IOException {
    lines.writeLine(ControlJson.line(request, null));
  }

  /** What the daemon says next, or null if it ended the connection. */
  @Nullable String nextLine() throws IOException {
    return lines.readLine();
  }

  /** Begins anew: what was asked for is forgotten. */
  void reconnect() throws IOException {
    lines.close();
    lines = new LineChannel(channel(socket));
  }

  /** What a line says that should have been a result. */
  static ControlException failure(Reply reply) {
    return reply instanceof Reply.Failed failed
        ? new ControlException(failed.failure(), failed.message())
        : new ControlException(ControlFailure.FAILED, "The daemon answered something else.");
  }

  /**
   * Asks for the states of files, and of a tree for all pages, which are told as they come.
   *
   * @param pages told each of them, in their order
   */
  public void readStates(StateRequest request, Consumer<? super List<StatedFile>> pages)
      throws IOException {
    new StateReader(this, request).read(pages);
  }

  /** Asks something short. */
  public <R> R ask(Request<R> request) throws IOException {
    return ask(request, progress -> {});
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** A file that may not be written to belongs to a daemon that lives, for others. */
  private static ControlFailure failureOf(Path socket) {
    return Files.exists(socket) && !Files.isWritable(socket)
        ? ControlFailure.DENIED
        : ControlFailure.NO_DAEMON;
  }
}
