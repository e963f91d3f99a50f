package dev.stratus.sync.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.upload.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bucket tells is seen without a compare, which here runs once an hour. */
final class EventsTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** Some more than one page of a listing, and twice as many events as are kept. */
  private static final int MANY = 2_500;

  private final MemoryBucket bucket = new MemoryBucket();
  private Rig rig;

  @BeforeEach
  void mount() throws IOException {
    rig = open("one");
  }

  private Rig open(String name) throws IOException {
    Rig opened =
        Rig.startedWith(
            Files.createDirectory(directory.resolve(name)),
            new MemoryStore(bucket, MemoryStore.LIKE_MINIO));
    await().atMost(BOUND).until(() -> opened.remote().isComplete());
    await().atMost(BOUND).until(() -> opened.remote().eventState() == EventState.LIVE);
    return opened;
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  private void write(String key, String text) {
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void awaitNames(String... names) {
    awaitNames(rig, names);
  }

  private static void awaitNames(Rig at, String... names) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(at.names("")).containsExactly(names));
  }

  private void awaitText(String path, String text) {
    // A read may meet the change itself.
    await().atMost(BOUND).ignoreExceptions().until(() -> rig.text(path).equals(text));
  }

  @Test
  void whatAnotherClientWritesChangesAndDeletesIsSeen() throws Exception {
    write("a", "one");
    write("d/b", "two");
    awaitNames("a", "d");
    assertThat(rig.text("a")).isEqualTo("one");
    write("a", "other");
    awaitText("a", "other");
    bucket.remove("a");
    awaitNames("d");
    assertThat(rig.cloud().counts().of(Verb.LIST)).as("of the first compare").isEqualTo(1);
  }

  @Test
  void ourOwnChangesAskForNothing() throws Exception {
    rig.mkdir("d");
    rig.create("d/a", "one");
    rig.quiet();
    rig.overwrite("d/a", "two");
    rig.quiet();
    rig.rename("d/a", "b");
    rig.quiet();
    rig.unlink("b");
    rig.quiet();
    int stats = rig.cloud().counts().of(Verb.STAT);
    write("last", "x");
    awaitNames("d", "last");
    assertThat(rig.cloud().counts().of(Verb.STAT)).as("one for the other's").isEqualTo(stats + 1);
    assertThat(rig.cloud().counts().of(Verb.LIST)).isEqualTo(1);
  }

  @Test
  void aRenameByAnotherStratusKeepsInodeAndLocalCopy() throws Exception {
    rig.mkdir("d");
    rig.create("d/a", "bytes");
    rig.quiet();
    long inode = rig.inode("d/a").id();
    try (Rig other = open("two")) {
      other.rename("d/a", "d/z");
      other.quiet();
      await().atMost(BOUND).until(() -> rig.names("d").equals(List.of("z")));
      other.rename("d", "e");
      other.quiet();
      await().atMost(BOUND).until(() -> rig.exists("e/z") && !rig.exists("d/z"));
    }
    assertThat(rig.inode("e/z").id()).isEqualTo(inode);
    assertThat(rig.inode("e/z").isComplete()).isTrue();
    assertThat(rig.text("e/z")).isEqualTo("bytes");
    assertThat(rig.cloud().counts().of(Verb.GET)).isZero();
    assertThat(rig.trash().list()).isEmpty();
  }

  /** The names in a directory that may be gone. */
  private Set<String> namesIn(String path) {
    try {
      return Set.copyOf(rig.names(path));
    } catch (FsException gone) {
      return Set.of();
    }
  }

  private void makeFiles(String path, int many) throws IOException {
    rig.mkdir(path);
    for (int i = 0; i < many; i++) {
      rig.create(path + "/f" + i, "bytes " + i);
    }
    rig.quiet();
  }

  @Test
  void aRenameOfManyFilesByAnotherStratusLeavesNoneUnderNeitherName() throws Exception {
    makeFiles("e", MANY);
    long inode = rig.inode("e/f7").id();
    // More is told than can be looked at in time.
    rig.cloud().faults().on(Verb.STAT).inject(Fault.late(Duration.ofMillis(1)));
    Set<String> missed = ConcurrentHashMap.newKeySet();
    try (Rig other = open("two")) {
      other.rename("e", "d");
      CompletableFuture<Void> quiet = CompletableFuture.runAsync(other::quiet);
      await()
          .atMost(BOUND.multipliedBy(2))
          .until(
              () -> {
                Set<String> seen = new HashSet<>(namesIn("e"));
                seen.addAll(namesIn("d"));
                for (int i = 0; i < MANY; i++) {
                  if (!seen.contains("f" + i)) {
                    missed.add("f" + i);
                  }
                }
                return quiet.isDone() && namesIn("d").size() == MANY && !rig.exists("e");
              });
      quiet.get();
    }
    assertThat(missed).isEmpty();
    assertThat(rig.inode("d/f7").id()).isEqualTo(inode);
    assertThat(rig.text("d/f7")).isEqualTo("bytes 7");
    assertThat(rig.cloud().counts().of(Verb.GET)).isZero();
    assertThat(rig.trash().list()).isEmpty();
    assertThat(rig.remote().guard().hold()).isEmpty();
  }

  private List<Finding> findings(Rig at) throws IOException {
    return at.index().read(tables -> tables.meta().findings(100));
  }

  @Test
  void aFileThatBecomesADirectoryAndBackIsSeenAsWhatItIs() throws Exception {
    rig.create("n", "file");
    rig.quiet();
    try (Rig other = open("two")) {
      other.unlink("n");
      other.mkdir("n");
      other.create("n/x", "inner");
      other.quiet();
      awaitText("n/x", "inner");
      await().atMost(BOUND).until(() -> findings(rig).isEmpty());
      other.unlink("n/x");
      other.rmdir("n");
      other.create("n", "again");
      other.quiet();
      awaitText("n", "again");
      await().atMost(BOUND).until(() -> findings(rig).isEmpty());
    }
    rig.unlink("n");
    rig.quiet();
    assertThat(bucket.keys()).doesNotContain("n", "n/", "n/x");
  }

  @Test
  void aFileThatIsRenamedToWhereADirectoryWasIsSeenThere() throws Exception {
    rig.mkdir("n");
    rig.create("n/x", "inner");
    rig.create("file", "bytes");
    rig.quiet();
    long inode = rig.inode("file").id();
    try (Rig other = open("two")) {
      other.unlink("n/x");
      other.rmdir("n");
      other.rename("file", "n");
      other.quiet();
      awaitText("n", "bytes");
    }
    assertThat(rig.inode("n").id()).isEqualTo(inode);
    await().atMost(BOUND).until(() -> findings(rig).isEmpty());
  }

  @Test
  void aFileThatBothRenameAtTheSameTimeHasBothNamesOnBothSides() throws Exception {
    rig.create("f", "bytes");
    rig.quiet();
    try (Rig other = open("two")) {
      // Neither deletes the old object before the other has made its new one.
      try (Injection ours = rig.cloud().faults().on(Verb.DELETE).inject(Fault.hang());
          Injection theirs = other.cloud().faults().on(Verb.DELETE).inject(Fault.hang())) {
        rig.rename("f", "ours");
        other.rename("f", "theirs");
        await().atMost(BOUND).until(() -> bucket.keys().containsAll(List.of("ours", "theirs")));
        assertThat(ours.hits() + theirs.hits()).as("deletions of f").isLessThanOrEqualTo(2);
      }
      rig.quiet();
      other.quiet();
      awaitNames("ours", "theirs");
      awaitNames(other, "ours", "theirs");
      assertThat(rig.text("theirs")).isEqualTo("bytes");
      assertThat(other.text("ours")).isEqualTo("bytes");
    }
  }

  @Test
  void aFindingGoesWithItsCause() throws Exception {
    write("a/b", "below");
    awaitNames("a");
    write("a", "above");
    await().atMost(BOUND).until(() -> findings(rig).size() == 1);
    bucket.remove("a");
    await().atMost(BOUND).until(() -> findings(rig).isEmpty());
    write("a", "above");
    await().atMost(BOUND).until(() -> findings(rig).size() == 1);
    bucket.remove("a/b");
    awaitText("a", "above");
    assertThat(findings(rig)).isEmpty();
  }

  @Test
  void aStreamThatBrokeIsFollowedByACompare() throws Exception {
    write("a", "one");
    awaitNames("a");
    int lists = rig.cloud().counts().of(Verb.LIST);
    rig.cloud().breakWatches(CloudFailure.UNREACHABLE);
    await().atMost(BOUND).until(() -> rig.cloud().counts().of(Verb.LIST) > lists);
    await().atMost(BOUND).until(() -> rig.remote().eventState() == EventState.LIVE);
  }

  @Test
  void aFloodIsOneCompare() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      write("f" + i, "x");
    }
    await().atMost(BOUND).until(() -> rig.names("").size() == 5_000);
    assertThat(rig.cloud().counts().of(Verb.STAT)).isLessThan(4_000);
  }

  @Test
  void aFileInUseFollowsAfterItsClose() throws Exception {
    write("a", "one");
    awaitNames("a");
    try (OpenFiles.Use use = rig.files().use(rig.inode("a").id())) {
      int before = rig.cloud().counts().of(Verb.STAT);
      write("a", "three");
      await().atMost(BOUND).until(() -> rig.cloud().counts().of(Verb.STAT) > before + 1);
      assertThat(use.file().live().size()).isEqualTo(3);
    }
    awaitText("a", "three");
  }

  @Test
  void deletionsOneByOneAreHeldBackLikeThoseOfACompare() throws Exception {
    for (int i = 0; i < 300; i++) {
      write("f" + i, "x");
    }
    await().atMost(BOUND).until(() -> rig.names("").size() == 300);
    rig.compare();
    for (int i = 0; i < 300; i++) {
      bucket.remove("f" + i);
    }
    await().atMost(BOUND).until(() -> rig.remote().guard().hold().isPresent());
    assertThat(rig.names("").size()).isGreaterThanOrEqualTo(140);
    // What is accepted may have been more by now: then it is asked again.
    await()
        .atMost(BOUND)
        .until(
            () -> {
              rig.remote().accept();
              return rig.names("").isEmpty();
            });
  }

  @Test
  void whatEventsRemovedCountsForTheCompareThatFollows() throws Exception {
    for (int i = 0; i < 150; i++) {
      write("f" + i, "x");
    }
    await().atMost(BOUND).until(() -> rig.names("").size() == 150);
    for (int i = 0; i < 150; i++) {
      bucket.remove("f" + i);
    }
    await().atMost(BOUND).until(() -> rig.remote().guard().hold().isPresent());
    assertThat(rig.names("").size()).isBetween(1, 50);
  }

  @Test
  void aCopyByAnotherToolIsSeenAtOnce() throws Exception {
    rig.create("a", "bytes");
    rig.quiet();
    bucket.write("copy", requireNonNull(bucket.bytes("a")), requireNonNull(bucket.metadata("a")));
    awaitNames("a", "copy");
    assertThat(rig.inode("copy").id()).isNotEqualTo(rig.inode("a").id());
  }

  @Test
  void aServerThatTellsNothingIsOnlyCompared() throws Exception {
    rig.close();
    MemoryStore silent = new MemoryStore(bucket, MemoryStore.LIKE_MINIO.withNotifies(false));
    rig = Rig.startedWith(Files.createDirectory(directory.resolve("silent")), silent);
    await().atMost(BOUND).until(() -> rig.remote().isComplete());
    assertThat(rig.remote().eventState()).isEqualTo(EventState.NONE);
  }

  @Test
  void aDirectoryThatIsHeardOfByAKeyBelowItIsAskedForItsMarker() throws Exception {
    write("n/file", "x");
    await().atMost(BOUND).until(() -> rig.exists("n/file"));
    assertThat(rig.inode("n").attributesUnknown()).isTrue();

    rig.remote().requireAttributes(rig.inode("n"));

    assertThat(rig.inode("n").attributesUnknown()).isFalse();
    assertThat(rig.inode("n").mode()).isEqualTo(0040755);
  }
}
