package dev.stratus.sync.control;

import dev.stratus.sync.peer.Peer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
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

  /** A client that says nothing must not hold a thread for ever. */
  private static final long IDLE_SECONDS = 30;

  private final SocketChannel channel;
  private final LineChannel lines;
  private final ControlledMount mount;
  private final PeerCheck peers;
  private final ExecutorService threads;
  private final ScheduledExecutorService watchdog;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private @Nullable Future<?> writer;
  private volatile @Nullable Thread thread;
  private volatile boolean answersUnmount;

  ServerConnection(
      SocketChannel channel,
      ControlledMount mount,
      PeerCheck peers,
      ExecutorService threads,
      ScheduledExecutorService watchdog) {
    this.channel = channel;
    this.lines = new LineChannel(channel);
    this.mount = mount;
    this.peers = peers;
    this.threads = threads;
    this.watchdog = watchdog;
    this.outbox = new Outbox(lines, this::cutOff);
    this.subscriptions = new Subscriptions(mount, outbox);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      Peer peer = PeerCheck.peer(channel);
      String line = nextLine();
      while (line != null) {
        answer(line, peer);
        line = nextLine();
      }
    } catch (ControlException e) {
      refuse(e);
    } catch (IOException | ClientGoneException e) {
      LOG.debug("control: a client went away: {}", e.toString());
    } finally {
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
    if (answersUnmount && mount.ending()) {
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
    ScheduledFuture<?> idle = watchdog.schedule(this::closeQuietly, IDLE_SECONDS, TimeUnit.SECONDS);
    try {
      return lines.readLine();
    } finally {
      idle.cancel(false);
    }
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
      Request<?> request = peers.meant(peer, ControlJson.request(asked));
      peers.require(peer, request);
      answersUnmount = request instanceof UnmountRequest;
      return new Reply.Result(id, ControlJson.tree(result(id, request, peers.mayAll(peer))));
    } catch (ControlException e) {
      ControlException told = peers.tells(peer, e);
      return new Reply.Failed(id, told.failure(), message(told));
    } catch (IOException e) {
      LOG.warn("control: {} failed", line, e);
      return new Reply.Failed(id, ControlException.of(e).failure(), message(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(id, ControlFailure.FAILED, "The mount ended meanwhile.");
    } catch (ClientGoneException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("control: {} failed", line, e);
      return new Reply.Failed(
          id, ControlFailure.FAILED, "An error inside Stratus: " + e + ". The log has more.");
    }
  }

  private <R> Object result(@Nullable Long id, Request<R> request, boolean everything)
      throws IOException, InterruptedException {
    if (request instanceof Subscription<?> subscription) {
      subscriptions.begin(id, subscription);
      writeBehind();
      return new Done();
    }
    if (request instanceof UnwatchRequest unwatch && subscriptions.end(unwatch.watch())) {
      return new Done();
    }
    ProgressListener client = progress -> tell(id, progress);
    R result = request.answer(mount, request.goesOn() ? new LastingProgress(client) : client);
    return everything ? result : request.forOthers(result);
  }

  private void writeBehind() {
    if (writer == null) {
      writer = threads.submit(this::write);
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
      lines.write(ControlJson.lineBytes(reply));
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
    var unused = watchdog.schedule(this::closeQuietly, IDLE_SECONDS, TimeUnit.SECONDS);
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
