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

  /** How long the last answers may take when the mount ends. */
  private static final long CLOSE_SECONDS = 5;

  /** A breath after a failed accept (no descriptors left), so that it does not spin. */
  private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path socket;
  private final ServerSocketChannel server;
  private final ControlledMount mount;
  private final PeerCheck peers;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(named("control"));
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(named("control-idle"));

  private ControlServer(Path socket, ServerSocketChannel server, ControlledMount mount)
      throws IOException {
    this.socket = socket;
    this.server = server;
    this.mount = mount;
    this.peers = PeerCheck.forSocket(socket, mount);
  }

  /**
   * Listens. A socket file that a dead daemon left is replaced.
   *
   * @param everybody whether other users may connect (for what is open to them)
   * @throws ControlException if a daemon answers there already
   */
  public static ControlServer listen(Path socket, ControlledMount mount, boolean everybody)
      throws IOException {
    SocketFile.makeRoom(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(
          socket, PosixFilePermissions.fromString(everybody ? "rw-rw-rw-" : "rw-------"));
      ControlServer server = new ControlServer(socket, channel, mount);
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
    if (!places.tryAcquire()) {
      LOG.warn("control: over {} clients, one was turned away", MAX_CONNECTIONS);
      channel.close();
      return;
    }
    ServerConnection connection = new ServerConnection(channel, mount, peers, threads, watchdog);
    connections.add(connection);
    threads.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
            places.release();
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
