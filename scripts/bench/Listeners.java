import dev.stratus.sync.api.ChangeData;
import dev.stratus.sync.api.CloudSync;
import dev.stratus.sync.api.NotifyType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Registers many listeners for a directory of a mount, makes many files there, and prints how many
 * calls of listeners are missing and how many seconds the latest one came after its file was
 * begun.
 */
public final class Listeners {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final AtomicLongArray begun;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong latest = new AtomicLong();

  private Listeners(int changes) {
    begun = new AtomicLongArray(changes);
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]).resolve("events"));
    int listeners = Integer.parseInt(arguments[1]);
    int changes = Integer.parseInt(arguments[2]);
    Listeners bench = new Listeners(changes);
    CloudSync cloud = CloudSync.at(directory.getParent());
    for (int i = 0; i < listeners; i++) {
      cloud.registerChange(directory.toString(), i % 2 == 0, bench::heard);
    }
    for (int i = 0; i < changes; i++) {
      bench.begun.set(i, System.nanoTime());
      Files.write(directory.resolve("f" + i), new byte[100]);
    }
    long expected = (long) listeners * changes;
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (bench.calls.get() < expected && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    cloud.unregisterChange(directory.toString());
    System.out.printf("%d %.2f%n", expected - bench.calls.get(), bench.latest.get() / 1e9);
  }

  private void heard(ChangeData change) {
    if (change.type() != NotifyType.NOTIFY_ADDED) {
      return;
    }
    String uri = change.uris().get(0);
    int number = Integer.parseInt(uri.substring(uri.lastIndexOf('/') + 2));
    latest.accumulateAndGet(System.nanoTime() - begun.get(number), Math::max);
    calls.incrementAndGet();
  }
}
