import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.Out;

/**
 * The work that scripts/bench.sh measures, in one program so that nothing else must be installed. Each verb prints
 * one number.
 *
 * <pre>
 * write FILE MIB      MB/s of writing a new file in blocks of 1 MiB, close included
 * read FILE           MB/s of reading it in blocks of 1 MiB
 * first FILE          milliseconds until its first 4 KiB are there, open included
 * random FILE COUNT   milliseconds of a read of 4 KiB somewhere in it: the mean
 * create DIR COUNT    files of 4 KiB made per second, 200 to a directory: open, write, close
 * flat DIR COUNT      the same, all in one directory
 * saves FILE COUNT    saves of one file per second: open, write, close
 * stat DIR CLIENTS SECONDS   stat calls per second of parallel clients over the files of a directory
 * stall DIR MILLIS    milliseconds that 99 of 100 stat calls of one client over the files of a directory stay below
 * </pre>
 */
public final class Probe {

  private static final int MIB = 1 << 20;

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[1]);
    double result =
        switch (args[0]) {
          case "write" -> write(path, Integer.parseInt(args[2]));
          case "read" -> read(path);
          case "first" -> first(path);
          case "random" -> random(path, Integer.parseInt(args[2]));
          case "create" -> create(path, Integer.parseInt(args[2]), 200);
          case "flat" -> create(path, Integer.parseInt(args[2]), Integer.MAX_VALUE);
          case "saves" -> saves(path, Integer.parseInt(args[2]));
          case "stat" -> stat(path, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
          case "states" -> states(path, args[2]);
          case "attribute" -> attribute(path, args[2]);
          case "stall" -> stall(path, Integer.parseInt(args[2]));
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.printf(java.util.Locale.ROOT, "%.1f%n", result);
  }

  private static double stall(Path directory, int millis) throws IOException {
    Path[] files;
    try (var found = Files.list(directory)) {
      files = found.limit(1_000).toArray(Path[]::new);
    }
    var took = new java.util.ArrayList<Long>();
    long end = System.nanoTime() + millis * 1_000_000L;
    for (int i = 0; System.nanoTime() < end; i++) {
      long start = System.nanoTime();
      Files.readAttributes(files[i % files.length], BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      took.add(System.nanoTime() - start);
    }
    took.sort(null);
    return took.get(took.size() * 99 / 100) / 1e6;
  }

  private static double write(Path file, int mib) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(MIB);
    byte[] random = new byte[MIB];
    new Random(7).nextBytes(random);
    block.put(random);
    long start = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < mib; i++) {
        block.clear();
        block.putLong(0, i);
        while (block.hasRemaining()) {
          out.write(block);
        }
      }
    }
    return megabytes((long) mib * MIB, start);
  }

  private static double read(Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(MIB);
    long total = 0;
    long start = System.nanoTime();
    try (FileChannel in = FileChannel.open(file)) {
      int n;
      while ((n = in.read(block.clear())) > 0) {
        total += n;
      }
    }
    double speed = megabytes(total, start);
    if (total != Files.size(file)) {
      throw new IOException("read " + total + " of " + Files.size(file));
    }
    return speed;
  }

  private static double first(Path file) throws IOException {
    byte[] head = new byte[4096];
    long start = System.nanoTime();
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.readFully(head);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double random(Path file, int count) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(4096);
    Random random = new Random(3);
    try (FileChannel in = FileChannel.open(file)) {
      long places = in.size() / 4096;
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        if (in.read(block.clear(), (long) (random.nextDouble() * places) * 4096) != 4096) {
          throw new IOException("a short read");
        }
      }
      return (System.nanoTime() - start) / 1e6 / count;
    }
  }

  private static double create(Path dir, int count, int perDirectory) throws IOException {
    ByteBuffer body = ByteBuffer.allocateDirect(4096);
    for (int d = 0; d <= (count - 1) / perDirectory; d++) {
      Files.createDirectories(dir.resolve("d" + d));
    }
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Path file = dir.resolve("d" + i / perDirectory).resolve("f" + i);
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        out.write(body.clear());
      }
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static double saves(Path file, int count) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Files.writeString(file, "save " + i + "\n");
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static double stat(Path dir, int clients, int seconds) throws Exception {
    Path[] files;
    try (var walk = Files.walk(dir)) {
      files = walk.filter(p -> !p.equals(dir)).toArray(Path[]::new);
    }
    AtomicLong calls = new AtomicLong();
    CountDownLatch ready = new CountDownLatch(clients);
    CountDownLatch done = new CountDownLatch(clients);
    long length = seconds * 1_000_000_000L;
    for (int c = 0; c < clients; c++) {
      Random random = new Random(c);
      Thread client =
          new Thread(
              () -> {
                long mine = 0;
                ready.countDown();
                long end = System.nanoTime() + length;
                try {
                  while (System.nanoTime() < end) {
                    Files.readAttributes(
                        files[random.nextInt(files.length)],
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS);
                    mine++;
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                } finally {
                  calls.addAndGet(mine);
                  done.countDown();
                }
              });
      client.start();
    }
    ready.await();
    done.await();
    return calls.get() / (double) seconds;
  }

  /** Milliseconds, in the middle of many times, for one question for the states of 100 files. */
  private static double states(Path dir, String socket) throws IOException {
    var paths = new java.util.StringJoiner("\",\"", "\"", "\"");
    try (var found = Files.list(dir)) {
      found.limit(100).forEach(file -> paths.add(file.toString()));
    }
    byte[] request =
        ("{\"request\":\"file-states\",\"paths\":[" + paths + "]}\n").getBytes(StandardCharsets.UTF_8);
    var took = new java.util.ArrayList<Long>();
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      for (int i = 0; i < 500; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.wrap(request));
        answer.clear();
        do {
          if (channel.read(answer) < 0) {
            throw new IOException("the daemon closed the connection");
          }
        } while (answer.get(answer.position() - 1) != '\n');
        took.add(System.nanoTime() - start);
        if (!new String(answer.array(), 0, 30, StandardCharsets.UTF_8).contains("result")) {
          throw new IOException(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
        }
      }
    }
    took.sort(null);
    return took.get(took.size() / 2) / 1e6;
  }

  /** What the C library offers; Java's own view of attributes opens and closes the file besides. */
  public interface LibC {
    long getxattr(String path, String name, @Out byte[] value, long size);
  }

  /** Microseconds, in the middle of many times, for reading an attribute of a file. */
  private static double attribute(Path dir, String name) throws IOException {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    String[] files;
    try (var found = Files.list(dir)) {
      files = found.limit(1_000).map(Path::toString).toArray(String[]::new);
    }
    long[] took = new long[20_000];
    byte[] value = new byte[256];
    for (int i = 0; i < took.length; i++) {
      long start = System.nanoTime();
      long length = libc.getxattr(files[i % files.length], name, value, value.length);
      took[i] = System.nanoTime() - start;
      if (length <= 0) {
        throw new IOException(files[i % files.length] + " has no " + name);
      }
    }
    java.util.Arrays.sort(took);
    return took[took.length / 2] / 1e3;
  }

  private static double megabytes(long bytes, long start) {
    return bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
  }
}
