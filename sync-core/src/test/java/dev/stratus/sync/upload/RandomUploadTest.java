package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random work with faults and kills against a plain map: at the end bucket and folder are what the
 * map says. A failing seed is the one in the test's name.
 */
final class RandomUploadTest {

  private static final int STEPS = 150;
  private static final long MOST_MILLIS = 40;
  private static final List<String> DIRECTORIES = List.of("", "d/", "e/");

  @TempDir Path directory;

  private final MemoryBucket bucket = new MemoryBucket();
  private final Map<String, String> model = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 11, 21})
  void bucketAndFolderAreWhatWasDone(long seed) throws IOException {
    Random random = new Random(seed);
    Rig rig = mount(random);
    rig.mkdir("d");
    rig.mkdir("e");
    for (int i = 0; i < STEPS; i++) {
      if (random.nextInt(40) == 0) {
        rig.kill();
        rig = mount(random);
      }
      step(rig, random, "content " + i);
      letSomeThrough(rig, random);
    }
    rig.cloud.faults().clear();
    retryUntilQuiet(rig);
    rig.compare();
    rig.compare();
    verify(rig);
    rig.close();
  }

  /** What had met its fault already fails after a first retry, and would wait for its turn. */
  private static void retryUntilQuiet(Rig rig) {
    await()
        .atMost(Rig.BOUND)
        .until(
            () -> {
              rig.uploader.retry("");
              return rig.uploader.counts().isQuiet();
            });
  }

  private Rig mount(Random random) throws IOException {
    Rig rig = Rig.startedWith(directory, new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
    rig.cloud
        .faults()
        .on(Verb.PUT, Verb.COPY, Verb.DELETE)
        .chance(random.nextLong(), 0.2)
        .inject(
            Fault.loseReply(),
            Fault.fail(CloudFailure.SERVER_ERROR),
            Fault.fail(CloudFailure.TIMED_OUT),
            new Fault.LoseReply(CloudFailure.SERVER_ERROR));
    return rig;
  }

  /** Lets the uploader get somewhere, but seldom to its end. */
  private static void letSomeThrough(Rig rig, Random random) {
    int pace = random.nextInt(30);
    if (pace == 0) {
      rig.remote.compareNow();
    }
    long wanted = rig.uploader.ticks() + Math.max(0, pace - 20);
    try {
      rig.uploader.awaitTick(wanted, MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the test was interrupted", e);
    }
  }

  private void step(Rig rig, Random random, String text) throws IOException {
    String name = DIRECTORIES.get(random.nextInt(3)) + "f" + random.nextInt(6);
    String other = DIRECTORIES.get(random.nextInt(3)) + "f" + random.nextInt(6);
    boolean there = model.containsKey(name);
    int choice = random.nextInt(10);
    if (!there) {
      rig.create(name, text);
      model.put(name, text);
    } else if (choice < 3) {
      rig.overwrite(name, text);
      model.put(name, text);
    } else if (choice < 5) {
      rig.unlink(name);
      model.remove(name);
    } else if (choice == 5) {
      swapDirectories(rig);
    } else if (choice == 6 && rig.pending(name).isEmpty()) {
      rig.dehydrate(name);
    } else if (choice == 7 && model.containsKey(other) && !name.equals(other)) {
      rig.exchange(name, other);
      String ours = model.get(name);
      model.put(name, model.get(other));
      model.put(other, ours);
    } else if (!name.equals(other)) {
      rig.rename(name, other);
      model.put(other, model.remove(name));
    }
  }

  private void swapDirectories(Rig rig) throws IOException {
    rig.exchange("d", "e");
    Map<String, String> swapped = new TreeMap<>();
    model.forEach(
        (name, text) -> {
          String to =
              name.startsWith("d/")
                  ? "e/" + name.substring(2)
                  : name.startsWith("e/") ? "d/" + name.substring(2) : name;
          swapped.put(to, text);
        });
    model.clear();
    model.putAll(swapped);
  }

  private void verify(Rig rig) throws IOException {
    Map<String, String> there = new TreeMap<>();
    for (String key : rig.keys()) {
      byte[] bytes = bucket.bytes(key);
      if (bytes != null && !key.endsWith("/")) {
        there.put(key, new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertThat(there).as("the bucket").isEqualTo(model);
    Map<String, String> here = new TreeMap<>();
    for (String parent : DIRECTORIES) {
      List<String> names = new ArrayList<>(rig.names(parent));
      names.removeAll(List.of("d", "e"));
      for (String name : names) {
        here.put(parent + name, rig.text(parent + name));
      }
    }
    assertThat(here).as("the folder").isEqualTo(model);
  }
}
