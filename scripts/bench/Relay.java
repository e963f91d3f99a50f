import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code Relay HOST PORT MILLIS}: a TCP relay on a free port of this machine, printed at the start,
 * that keeps all bytes back for so long, in each direction, however many are on their way.
 */
public final class Relay {

  private static final int PIECES_ON_THE_WAY = 4096;
  private static final int PIECE = 64 << 10;

  private record Piece(byte[] bytes, long due) {}

  private static final Piece END = new Piece(new byte[0], 0);

  public static void main(String[] args) throws IOException {
    InetSocketAddress server = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    long delay = Long.parseLong(args[2]) * 1_000_000L;
    try (ServerSocket door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
      System.out.println(door.getLocalPort());
      while (true) {
        Socket client = door.accept();
        Socket target = new Socket();
        target.connect(server);
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        relay(client, target, delay);
        relay(target, client, delay);
      }
    }
  }

  private static void relay(Socket from, Socket to, long delay) {
    BlockingQueue<Piece> way = new ArrayBlockingQueue<>(PIECES_ON_THE_WAY);
    start(() -> take(from, way, delay));
    start(() -> give(way, to));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // One side is gone; the other one hears of it by its socket's end.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void take(Socket from, BlockingQueue<Piece> way, long delay) throws Exception {
    try (InputStream in = from.getInputStream()) {
      byte[] buffer = new byte[PIECE];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        way.put(new Piece(Arrays.copyOf(buffer, count), System.nanoTime() + delay));
      }
    } finally {
      way.put(END);
    }
  }

  private static void give(BlockingQueue<Piece> way, Socket to) throws Exception {
    try (OutputStream out = to.getOutputStream()) {
      for (Piece piece = way.take(); piece != END; piece = way.take()) {
        long wait = piece.due() - System.nanoTime();
        while (wait > 0) {
          LockSupport.parkNanos(wait);
          wait = piece.due() - System.nanoTime();
        }
        out.write(piece.bytes());
      }
    }
  }

  private Relay() {}
}
