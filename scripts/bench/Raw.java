import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the server and the SDK give without a file system between them: the reference of scripts/bench.sh. Endpoint
 * and keys come from the environment, as for Stratus. Each verb prints one number.
 *
 * <pre>
 * speed BUCKET KEY          MB/s of the whole object by ranged GETs of 8 MiB, the best of 1 to 16 at once
 * first BUCKET KEY          milliseconds until the first 4 KiB of the object are there: the median of several
 * random BUCKET KEY COUNT   milliseconds of a GET of 4 KiB somewhere in the object: the mean
 * </pre>
 */
public final class Raw {

  private static final long RANGE = 8L << 20;
  private static final int SMALL = 4096;
  private static final int ROUNDS = 9;

  private final MinioClient client;
  private final String bucket;
  private final String key;

  private Raw(String bucket, String key) {
    this.client =
        MinioClient.builder()
            .endpoint(System.getenv("AWS_ENDPOINT_URL"))
            .credentials(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY"))
            .region("us-east-1")
            .build();
    this.bucket = bucket;
    this.key = key;
  }

  public static void main(String[] args) throws Exception {
    Raw raw = new Raw(args[1], args[2]);
    double result =
        switch (args[0]) {
          case "speed" -> raw.speed();
          case "first" -> raw.first();
          case "random" -> raw.random(Integer.parseInt(args[3]));
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.printf(java.util.Locale.ROOT, "%.1f%n", result);
    System.exit(0);
  }

  private double speed() throws Exception {
    double best = 0;
    for (int clients : new int[] {4, 1, 2, 4, 8, 16}) {
      best = Math.max(best, speed(clients));
    }
    return best;
  }

  private double speed(int clients) throws Exception {
    long size = size();
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    Callable<Long> client =
        () -> {
          byte[] buffer = new byte[1 << 20];
          long got = 0;
          for (long at = next.getAndAdd(RANGE); at < size; at = next.getAndAdd(RANGE)) {
            got += get(at, Math.min(RANGE, size - at), buffer);
          }
          return got;
        };
    long start = System.nanoTime();
    long total = 0;
    for (Future<Long> each : threads.invokeAll(java.util.Collections.nCopies(clients, client))) {
      total += each.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    if (total != size) {
      throw new IllegalStateException(total + " of " + size + " bytes came");
    }
    return total / 1e6 / seconds;
  }

  private double first() throws Exception {
    double[] took = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      took[i] = timed(0);
    }
    Arrays.sort(took);
    return took[ROUNDS / 2];
  }

  private double random(int count) throws Exception {
    long size = size();
    Random random = new Random(3);
    timed(0);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += timed((long) (random.nextDouble() * (size - SMALL)));
    }
    return sum / count;
  }

  private double timed(long offset) throws Exception {
    long start = System.nanoTime();
    get(offset, SMALL, new byte[SMALL]);
    return (System.nanoTime() - start) / 1e6;
  }

  private long size() throws Exception {
    return client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()).size();
  }

  private long get(long offset, long length, byte[] buffer) throws Exception {
    GetObjectArgs range =
        GetObjectArgs.builder().bucket(bucket).object(key).offset(offset).length(length).build();
    long got = 0;
    try (InputStream in = client.getObject(range)) {
      int n;
      while ((n = in.read(buffer)) > 0) {
        got += n;
      }
    }
    return got;
  }
}
