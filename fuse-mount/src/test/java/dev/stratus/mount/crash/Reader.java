package dev.stratus.mount.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Programs that read {@link KnownFiles} in a mount whose daemon is killed, by pieces and from end
 * to end, and others that drop local copies of whatever they find. They go on until a line comes,
 * and then say on one line what they saw.
 */
public final class Reader {

  private static final int READERS = 3;
  private static final int CLEANERS = 2;
  private static final int MOST_AT_ONCE = 400_000;

  /** While there is no mount: whoever asks at once again only keeps its daemon from coming up. */
  private static final long AFTER_A_REFUSAL = TimeUnit.MILLISECONDS.toNanos(20);

  private static final List<byte[]> FILES = new ArrayList<>();

  private final Path folder;
  private final Random random;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean ending;
  private volatile @Nullable String wrong;

  private Reader(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  /** Something that one of them does again and again. */
  private interface Deed {
    void run(Random random) throws IOException;
  }

  /** Arguments: the folder, and the seed of what is done. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (int number = 0; number < KnownFiles.count(); number++) {
      FILES.add(KnownFiles.bytes(number));
    }
    Path folder = Path.of(arguments[0]);
    System.out.println(new Reader(folder, new Random(Long.parseLong(arguments[1]))).run());
  }

  private String run() throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < READERS + CLEANERS; i++) {
      Deed deed = i < READERS ? this::read : this::drop;
      threads.add(new Thread(() -> repeat(deed, new Random(random.nextLong())), "deed-" + i));
    }
    threads.forEach(Thread::start);
    System.out.println("begun");
    int end = System.in.read();
    ending = true;
    for (Thread thread : threads) {
      thread.join();
    }
    String seen = bytes + " bytes read, " + dropped + " dropped, " + refusals + " refusals, " + end;
    return wrong == null ? "all right: " + seen : "WRONG: " + wrong + " after " + seen;
  }

  private void repeat(Deed deed, Random own) {
    while (!ending && wrong == null) {
      try {
        deed.run(own);
      } catch (Exception e) {
        // Of a dead mount some of the JDK's calls tell by exceptions that they do not declare.
        refusals.incrementAndGet();
        LockSupport.parkNanos(AFTER_A_REFUSAL);
      }
    }
  }

  private void read(Random own) throws IOException {
    int number = own.nextInt(FILES.size());
    byte[] known = FILES.get(number);
    try (FileChannel file =
        FileChannel.open(folder.resolve(KnownFiles.path(number)), StandardOpenOption.READ)) {
      if (own.nextInt(4) == 0) {
        for (int offset = 0; offset < known.length && !ending; offset += MOST_AT_ONCE) {
          compare(file, number, offset, Math.min(MOST_AT_ONCE, known.length - offset));
        }
      } else {
        int offset = own.nextInt(known.length);
        int most = Math.min(MOST_AT_ONCE, known.length - offset);
        compare(file, number, offset, 1 + own.nextInt(most));
      }
    }
  }

  private void compare(FileChannel file, int number, int offset, int length) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(length);
    int count = 0;
    while (count >= 0 && found.hasRemaining()) {
      count = file.read(found, offset + found.position());
    }
    bytes.addAndGet(found.position());
    byte[] known = FILES.get(number);
    int differs =
        Arrays.mismatch(found.array(), 0, found.position(), known, offset, offset + length);
    if (differs >= 0) {
      wrong = KnownFiles.path(number) + " at " + (offset + differs) + ", size " + file.size();
    }
  }

  private void drop(Random own) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (int i = 0; i < 5 && !files.isEmpty(); i++) {
      Path file = files.get(own.nextInt(files.size()));
      try {
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
            .write("cloud.location", StandardCharsets.UTF_8.encode("2"));
        dropped.incrementAndGet();
      } catch (IOException e) {
        // In use, or not in the cloud yet.
        refusals.incrementAndGet();
      }
    }
  }
}
