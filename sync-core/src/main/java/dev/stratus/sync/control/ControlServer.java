package dev.stratus.sync.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's end of the control socket. */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  /** More clients than a human and their scripts have; each holds a thread. */
  private static final int MAX_CONNECTIONS = 64;

  /** So that the mount's owner finds a place, whatever others do. */
  private static final int MAX_CONNECTIONS_OF_OTHERS = MAX_CONNECTIONS / 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long the last answers may take when the mount ends. */
  private static final long CLOSE_SECONDS = 5;

  /** A breath after a failed accept (no descriptors left), so that it does not spin. */
  private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path socket;
  private final ServerSocketChannel server;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final Semaphore placesOfOthers = new Semaphore(MAX_CONNECTIONS_OF_OTHERS);
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(named("control"));
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(named("control-idle"));

  private final ServerConnection.Common common;

  private ControlServer(
      Path socket, ServerSocketChannel server, ControlledMount mount, Duration patience)
      throws IOException {
    this.socket = socket;
    this.server = server;
    this.common =
        new ServerConnection.Common(
            mount, PeerCheck.forSocket(socket, mount), threads, watchdog, new LineRoom(), patience);
  }

  /**
   * Listens. A socket file that a dead daemon left is replaced.
   *
   * @param everybody whether other users may connect (for what is open to them)
   * @throws ControlException if a daemon answers there already
   */
  public static ControlServer listen(Path socket, ControlledMount mount, boolean everybody)
      throws IOException {
    return listen(socket, mount, everybody, PATIENCE);
  }

  /** The same with another patience for clients that do nothing. */
  static ControlServer listen(
      Path socket, ControlledMount mount, boolean everybody, Duration patience) throws IOException {
    SocketFile.makeRoom(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(
          socket, PosixFilePermissions.fromString(everybody ? "rw-rw-rw-" : "rw-------"));
      ControlServer server = new ControlServer(socket, channel, mount, patience);
      server.threads.execute(server::accept);
      return server;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(socket);
      throw e;
    }
  }

  /** Whether no daemon listens there. */
  public static boolean isFree(Path socket) throws IOException {
    return !Files.exists(socket) || !SocketFile.answers(socket);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        serve(server.accept());
      } catch (ClosedChannelException e) {
        LOG.debug("control: the socket is closed");
      } catch (IOException e) {
        LOG.warn("control: no connection could be taken", e);
        LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    boolean other = !common.peers().mayAll(PeerCheck.peer(channel));
    Optional<Runnable> place = takePlace(other);
    if (place.isEmpty()) {
      channel.close();
      return;
    }
    ServerConnection connection = new ServerConnection(channel, common, other);
    connections.add(connection);
    threads.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            place.get().run();
          }
        });
  }

  /** A place among all clients, for others than the owner and root also among these; its end. */
  private Optional<Runnable> takePlace(boolean other) {
    if (other && !placesOfOthers.tryAcquire()) {
      LOG.warn("control: over {} clients of others, one turned away", MAX_CONNECTIONS_OF_OTHERS);
      return Optional.empty();
    }
    if (!places.tryAcquire()) {
      LOG.warn("control: over {} clients, one was turned away", MAX_CONNECTIONS);
      if (other) {
        placesOfOthers.release();
      }
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          places.release();
          if (other) {
            placesOfOthers.release();
          }
        });
  }

  /** Stops listening and ends what is being answered; the answer to an unmount still gets out. */
  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    connections.forEach(ServerConnection::cancel);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("control: some requests did not end in {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
      watchdog.shutdownNow();
    }
  }

  /** Daemon threads: the process may end while a client still thinks. */
  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
