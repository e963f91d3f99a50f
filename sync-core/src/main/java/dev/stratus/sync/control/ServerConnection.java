package dev.stratus.sync.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client at the daemon's end; runs on a thread of its own. */
final class ServerConnection implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  /** A client that says nothing must not hold a thread for ever. */
  private static final long IDLE_SECONDS = 30;

  private final SocketChannel channel;
  private final LineChannel lines;
  private final ControlledMount mount;
  private final PeerCheck peers;
  private final ScheduledExecutorService watchdog;
  private volatile @Nullable Thread thread;
  private volatile boolean answersUnmount;

  ServerConnection(
      SocketChannel channel,
      ControlledMount mount,
      PeerCheck peers,
      ScheduledExecutorService watchdog) {
    this.channel = channel;
    this.lines = new LineChannel(channel);
    this.mount = mount;
    this.peers = peers;
    this.watchdog = watchdog;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try (lines) {
      UserPrincipal peer = PeerCheck.peer(channel);
      String line = nextLine();
      while (line != null) {
        answer(line, peer);
        line = nextLine();
      }
    } catch (IOException | ClientGoneException e) {
      LOG.debug("control: a client went away: {}", e.toString());
    }
  }

  /** Ends it, unless it is about to tell a client that the mount is gone. */
  void cancel() {
    Thread running = thread;
    if (answersUnmount && mount.ending()) {
      return;
    }
    if (running != null) {
      running.interrupt();
    }
    closeQuietly();
  }

  private @Nullable String nextLine() throws IOException {
    ScheduledFuture<?> idle = watchdog.schedule(this::closeQuietly, IDLE_SECONDS, TimeUnit.SECONDS);
    try {
      return lines.readLine();
    } finally {
      idle.cancel(false);
    }
  }

  private void answer(String line, UserPrincipal peer) throws IOException {
    try {
      lines.writeLine(ControlJson.line(reply(line, peer)));
    } finally {
      answersUnmount = false;
    }
  }

  private Reply reply(String line, UserPrincipal peer) {
    try {
      Request<?> request = ControlJson.parseRequest(line);
      peers.require(peer, request);
      answersUnmount = request instanceof UnmountRequest;
      return ControlJson.result(request.answer(mount, this::tell));
    } catch (ControlException e) {
      return new Reply.Failed(e.failure(), message(e));
    } catch (IOException e) {
      LOG.warn("control: {} failed", line, e);
      return new Reply.Failed(ControlException.of(e).failure(), message(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(ControlFailure.FAILED, "The mount ended meanwhile.");
    } catch (ClientGoneException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("control: {} failed", line, e);
      return new Reply.Failed(
          ControlFailure.FAILED, "An error inside Stratus: " + e + ". The log has more.");
    }
  }

  private void tell(Progress progress) {
    try {
      lines.writeLine(ControlJson.line(new Reply.Working(progress)));
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }

  private static String message(IOException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  private void closeQuietly() {
    try {
      lines.close();
    } catch (IOException e) {
      LOG.debug("control: closing a connection: {}", e.toString());
    }
  }
}
