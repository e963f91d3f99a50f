import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code Relay HOST PORT MILLIS}: a TCP relay on a free port of this machine, printed at the start, that keeps all bytes
 * back for so long, in each direction, however many are on their way. One thread does it all: many would take the
 * processors from what is measured.
 */
public final class Relay {

  private static final int PIECES_ON_THE_WAY = 4096;
  private static final int PIECE = 64 << 10;
  private static final long MILLI = 1_000_000L;

  /** Shorter waits than a selector can. */
  private static final long NAP = MILLI / 10;

  private final InetSocketAddress server;
  private final long delay;
  private final Selector selector = Selector.open();

  /** In the order in which they came, which is that in which they go on. */
  private final Queue<Piece> onTheWay = new ArrayDeque<>();

  private final Queue<ByteBuffer> spare = new ArrayDeque<>();

  /** Bytes that came at once; none at the end of the stream. */
  private record Piece(Way way, ByteBuffer bytes, long due) {}

  /** One direction of a connection; its bytes that are due wait here until they are taken. */
  private static final class Way {
    private final SocketChannel from;
    private final SocketChannel to;
    private final Queue<Piece> due = new ArrayDeque<>();
    private Way back;
    private int pieces;
    private boolean ended;

    Way(SocketChannel from, SocketChannel to) {
      this.from = from;
      this.to = to;
    }
  }

  public static void main(String[] args) throws IOException {
    InetSocketAddress server = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    new Relay(server, Long.parseLong(args[2]) * MILLI).run();
  }

  private Relay(InetSocketAddress server, long delay) throws IOException {
    this.server = server;
    this.delay = delay;
  }

  private void run() throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    door.configureBlocking(false);
    door.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println(door.socket().getLocalPort());
    while (true) {
      waitForSomething();
      for (Iterator<SelectionKey> each = selector.selectedKeys().iterator(); each.hasNext(); each.remove()) {
        SelectionKey key = each.next();
        if (key.channel() == door) {
          open(door.accept());
        } else {
          serve(key);
        }
      }
      sendOn();
    }
  }

  private void waitForSomething() throws IOException {
    Piece next = onTheWay.peek();
    long wait = next == null ? Long.MAX_VALUE : next.due() - System.nanoTime();
    if (wait >= MILLI) {
      selector.select(next == null ? 0 : wait / MILLI);
    } else if (selector.selectNow() == 0 && wait > 0) {
      LockSupport.parkNanos(Math.min(wait, NAP));
    }
  }

  private void open(SocketChannel client) throws IOException {
    SocketChannel target = SocketChannel.open(server);
    Way up = new Way(client, target);
    Way down = new Way(target, client);
    up.back = down;
    down.back = up;
    listen(up);
    listen(down);
  }

  private void listen(Way way) throws IOException {
    way.from.setOption(StandardSocketOptions.TCP_NODELAY, true);
    way.from.configureBlocking(false);
    way.from.register(selector, SelectionKey.OP_READ, way);
  }

  private void serve(SelectionKey key) {
    Way way = (Way) key.attachment();
    try {
      if (key.isReadable()) {
        take(way);
      }
      if (key.isValid() && key.isWritable()) {
        give(way.back);
      }
    } catch (IOException e) {
      // One side is gone: the other one hears of it.
      close(way);
    }
  }

  private void take(Way way) throws IOException {
    ByteBuffer bytes = spare.isEmpty() ? ByteBuffer.allocateDirect(PIECE) : spare.remove().clear();
    boolean more = way.from.read(bytes) >= 0;
    onTheWay.add(new Piece(way, bytes.flip(), System.nanoTime() + delay));
    way.pieces++;
    if (!more || way.pieces == PIECES_ON_THE_WAY) {
      want(way.from, SelectionKey.OP_READ, false);
    }
  }

  private void sendOn() {
    long now = System.nanoTime();
    while (!onTheWay.isEmpty() && onTheWay.peek().due() <= now) {
      Piece piece = onTheWay.remove();
      piece.way().due.add(piece);
      try {
        give(piece.way());
      } catch (IOException e) {
        close(piece.way());
      }
    }
  }

  private void give(Way way) throws IOException {
    while (!way.due.isEmpty() && way.to.isOpen()) {
      ByteBuffer bytes = way.due.peek().bytes();
      if (bytes.hasRemaining()) {
        way.to.write(bytes);
      } else {
        end(way);
      }
      if (bytes.hasRemaining()) {
        want(way.to, SelectionKey.OP_WRITE, true);
        return;
      }
      spare.add(way.due.remove().bytes());
      if (way.pieces-- == PIECES_ON_THE_WAY) {
        want(way.from, SelectionKey.OP_READ, true);
      }
    }
    want(way.to, SelectionKey.OP_WRITE, false);
  }

  private static void end(Way way) throws IOException {
    way.ended = true;
    way.to.shutdownOutput();
    if (way.back.ended) {
      close(way);
    }
  }

  private void want(SocketChannel channel, int operation, boolean wanted) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null && key.isValid()) {
      key.interestOps(wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
    }
  }

  private static void close(Way way) {
    for (SocketChannel channel : List.of(way.from, way.to)) {
      try {
        channel.close();
      } catch (IOException e) {
        System.err.println("closing failed: " + e);
      }
    }
  }
}
