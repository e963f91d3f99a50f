package dev.stratus.cloud.s3;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before an S3 server on the loopback and does to the traffic what networks and servers do
 * at their worst; which request meets what is drawn from a seed.
 */
public final class FaultProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

  /** About as many listings is a stale one behind. */
  private static final int REMEMBERED = 3;

  private final URI server;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  @GuardedBy("this")
  private final Map<String, HttpMessage> listings = new HashMap<>();

  @GuardedBy("this")
  private final Random random;

  @GuardedBy("this")
  private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);

  @GuardedBy("this")
  private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);

  @GuardedBy("this")
  private double chance;

  @GuardedBy("this")
  private long requests;

  /** Bytes of objects that came down. */
  @GuardedBy("this")
  private long down;

  /** How many may come down until nothing passes any more. */
  @GuardedBy("this")
  private long mostDown = Long.MAX_VALUE;

  @GuardedBy("this")
  private boolean noWholeListing;

  @GuardedBy("this")
  private String pausedMethod = "";

  @GuardedBy("this")
  private @Nullable Meanwhile meanwhile;

  private FaultProxy(URI server, ServerSocket listener, long seed) {
    this.server = server;
    this.listener = listener;
    this.random = new Random(seed);
  }

  /** Starts one that passes everything on as it is. */
  public static FaultProxy before(URI server, long seed) throws IOException {
    ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    FaultProxy proxy = new FaultProxy(server, listener, seed);
    proxy.daemon(proxy::accept, "fault-proxy");
    return proxy;
  }

  /** Where a client finds the server behind it. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** From now on so many of all requests meet one of these. */
  public synchronized void trouble(double share, Set<Trouble> kinds) {
    chance = share;
    troubles.clear();
    troubles.addAll(kinds);
  }

  /** What a test does while a request is on its way. */
  @FunctionalInterface
  public interface Meanwhile {
    void run() throws Exception;
  }

  /** Before the next request of a method is passed on, this is done. */
  public synchronized void beforeNext(String method, Meanwhile action) {
    pausedMethod = method;
    meanwhile = action;
  }

  /** Does what is to be done before a request is passed on. */
  void pause(HttpMessage request) throws IOException {
    Meanwhile action;
    synchronized (this) {
      if (meanwhile == null || !request.method().equals(pausedMethod)) {
        return;
      }
      action = meanwhile;
      meanwhile = null;
    }
    try {
      action.run();
    } catch (Exception e) {
      throw new IOException("what was to be done before " + request.target(), e);
    }
  }

  /** From now on the listing of all keys is never answered, while that of a directory is. */
  public synchronized void stallListingsOfAll() {
    noWholeListing = true;
  }

  /** Nothing is answered any more once so many more bytes of objects came down. */
  public synchronized void unplugAfter(long bytes) {
    mostDown = down + bytes;
  }

  /** How many bytes of objects came down so far. */
  public synchronized long bytesDown() {
    return down;
  }

  /** Bytes of an object come from the server; false if they get no further. */
  synchronized boolean passDown(long bytes) {
    if (down + bytes > mostDown) {
      trouble(1, Set.of(Trouble.STALL));
      return false;
    }
    down += bytes;
    return true;
  }

  /** From now on everything is passed on, and what stalled ends. */
  public void calm() {
    trouble(0, Set.of());
    synchronized (this) {
      mostDown = Long.MAX_VALUE;
      noWholeListing = false;
    }
    open.forEach(FaultProxy::reset);
  }

  /** How often each trouble was met. */
  public synchronized Map<Trouble, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** How many requests came so far. */
  public synchronized long requests() {
    return requests;
  }

  /** Waits until so many requests came, or the time is over. */
  public synchronized void awaitRequests(long wanted, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (requests < wanted && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  synchronized @Nullable Trouble draw(HttpMessage request) {
    requests++;
    notifyAll();
    if (noWholeListing && request.isListOfAll()) {
      return Trouble.STALL;
    }
    List<Trouble> possible = new ArrayList<>(troubles);
    possible.removeIf(trouble -> !trouble.appliesTo(request));
    if (random.nextDouble() >= chance || possible.isEmpty()) {
      return null;
    }
    // The one that came least often: so each has its turn in a short run too.
    Map<Trouble, Integer> met = Map.copyOf(counts);
    Collections.shuffle(possible, random);
    Trouble drawn =
        Collections.min(possible, Comparator.comparing(trouble -> met.getOrDefault(trouble, 0)));
    counts.merge(drawn, 1, Integer::sum);
    return drawn;
  }

  /** The answer to a listing: as it is now, or as it was some listings ago. */
  synchronized HttpMessage listing(HttpMessage request, HttpMessage now, boolean stale) {
    @Nullable HttpMessage old = listings.get(request.target());
    if (old == null || random.nextInt(REMEMBERED) == 0) {
      listings.put(request.target(), now);
    }
    return stale && old != null ? old : now;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        daemon(() -> serve(client), "fault-proxy-connection");
      } catch (IOException e) {
        return;
      }
    }
  }

  private void daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) {
    try (client;
        ProxiedConnection connection = new ProxiedConnection(this, client, server)) {
      connection.serve();
    } catch (IOException | RuntimeException e) {
      // One side is gone: the other one is told in the same way.
      reset(client);
    } finally {
      open.remove(client);
    }
  }

  /** Ends a connection as a broken network does. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("a connection had ended before it could be reset", e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(FaultProxy::reset);
  }
}
