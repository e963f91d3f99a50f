package dev.stratus.sync.control;

import dev.stratus.sync.peer.Peer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at the daemon's end; runs on a thread of its own, and writes on another one once there
 * are events.
 */
final class ServerConnection implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  /**
   * What all connections have in common.
   *
   * @param patience how long a client may say nothing, or not read an answer: none holds a thread
   *     for ever
   */
  record Common(
      ControlledMount mount,
      PeerCheck peers,
      ExecutorService threads,
      ScheduledExecutorService watchdog,
      LineRoom room,
      Duration patience) {}

  private final SocketChannel channel;
  private final LineChannel lines;
  private final LineRoom.Share room;
  private final Common common;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private @Nullable Future<?> writer;
  private volatile @Nullable Thread thread;
  private volatile boolean answersUnmount;

  /**
   * @param other whether the client is neither the owner nor root
   */
  ServerConnection(SocketChannel channel, Common common, boolean other) {
    this.channel = channel;
    this.room = common.room().share(other);
    this.lines = new LineChannel(channel, room::require);
    this.common = common;
    this.outbox = new Outbox(lines, this::cutOff);
    this.subscriptions = new Subscriptions(common.mount(), outbox);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      Peer peer = PeerCheck.peer(channel);
      String line = nextLine();
      while (line != null) {
        answer(line, peer);
        room.free();
        line = nextLine();
      }
    } catch (ControlException e) {
      refuse(e);
    } catch (IOException | ClientGoneException e) {
      LOG.debug("control: a client went away: {}", e.toString());
    } finally {
      room.free();
      subscriptions.endAll();
      if (writer != null) {
        writer.cancel(true);
      }
      closeQuietly();
    }
  }

  /** What follows a line that is too long cannot be told from it: with this answer it ends. */
  private void refuse(ControlException e) {
    try {
      send(new Reply.Failed(null, e.failure(), message(e)));
    } catch (IOException gone) {
      LOG.debug("control: a client went away: {}", gone.toString());
    }
  }

  /** Ends it, unless it is about to tell a client that the mount is gone. */
  void cancel() {
    Thread running = thread;
    if (answersUnmount && common.mount().ending()) {
      return;
    }
    if (running != null) {
      running.interrupt();
    }
    closeQuietly();
  }

  private @Nullable String nextLine() throws IOException {
    if (!subscriptions.isEmpty()) {
      return lines.readLine();
    }
    ScheduledFuture<?> idle = closeInAWhile();
    try {
      return lines.readLine();
    } finally {
      idle.cancel(false);
    }
  }

  /** Unless it is cancelled. */
  private ScheduledFuture<?> closeInAWhile() {
    return common
        .watchdog()
        .schedule(this::closeQuietly, common.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(String line, Peer peer) throws IOException {
    try {
      send(reply(line, peer));
    } finally {
      answersUnmount = false;
    }
  }

  private Reply reply(String line, Peer peer) {
    Long id = null;
    try {
      ControlJson.Asked asked = ControlJson.parseRequest(line);
      id = asked.id();
      Request<?> request = common.peers().meant(peer, ControlJson.request(asked));
      common.peers().require(peer, request);
      answersUnmount = request instanceof UnmountRequest;
      return new Reply.Result(id, ControlJson.tree(result(id, request, peer)));
    } catch (ControlException e) {
      ControlException told = common.peers().tells(peer, e);
      return new Reply.Failed(id, told.failure(), message(told));
    } catch (IOException e) {
      LOG.warn("control: {} failed", ControlJson.shortened(line), e);
      return new Reply.Failed(id, ControlException.of(e).failure(), message(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(id, ControlFailure.FAILED, "The mount ended meanwhile.");
    } catch (ClientGoneException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("control: {} failed", ControlJson.shortened(line), e);
      return new Reply.Failed(
          id, ControlFailure.FAILED, "An error inside Stratus: " + e + ". The log has more.");
    }
  }

  private <R> Object result(@Nullable Long id, Request<R> request, Peer peer)
      throws IOException, InterruptedException {
    if (request instanceof Subscription<?> subscription) {
      subscriptions.begin(id, subscription, known(peer));
      writeBehind();
      return new Done();
    }
    if (request instanceof UnwatchRequest unwatch && subscriptions.end(unwatch.watch())) {
      return new Done();
    }
    ProgressListener client = progress -> tell(id, progress);
    R result =
        request.answer(common.mount(), request.goesOn() ? new LastingProgress(client) : client);
    return common.peers().mayAll(peer) ? result : request.forOthers(result);
  }

  /** Null for whoever may know all. */
  private Subscription.@Nullable Known known(Peer peer) {
    return common.peers().mayAll(peer) ? null : path -> common.peers().mayKnow(peer, path);
  }

  private void writeBehind() {
    if (writer == null) {
      writer = common.threads().submit(this::write);
    }
  }

  private void write() {
    try {
      outbox.run();
    } catch (IOException e) {
      LOG.debug("control: a client went away: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the connection ended
    }
    closeQuietly();
  }

  private void tell(@Nullable Long id, Progress progress) {
    try {
      send(new Reply.Working(id, progress));
    } catch (IOException e) {
      throw new ClientGoneException(e);
    }
  }

  private void send(Reply reply) throws IOException {
    if (writer == null) {
      ScheduledFuture<?> unread = closeInAWhile();
      try {
        lines.write(ControlJson.lineBytes(reply));
      } finally {
        unread.cancel(false);
      }
      return;
    }
    try {
      outbox.send(reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the mount ends");
    }
  }

  /** Some time is left to read up to the line that says so. */
  private void cutOff() {
    LOG.warn("control: a client does not read its events as fast as they come, and is cut off");
    var unused = closeInAWhile();
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
