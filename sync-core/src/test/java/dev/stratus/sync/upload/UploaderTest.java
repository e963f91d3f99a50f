package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Inode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The uploader end to end, over a cloud in memory. */
final class UploaderTest extends MountedTest {

  @BeforeEach
  void prepare() throws IOException {
    // The root has a marker of its own since it lost a name.
    rig.create("early", "x");
    rig.unlink("early");
    rig.quiet();
    rig.cloud.counts().reset();
  }

  @Test
  void aNewFileIsOnePut() throws Exception {
    rig.cloud.counts().reset();
    rig.create("a.txt", "hello");
    rig.quiet();
    assertThat(rig.cloudText("a.txt")).isEqualTo("hello");
    assertThat(rig.cloud.counts().of(Verb.PUT)).isEqualTo(1);
    assertThat(rig.cloud.counts().of(Verb.STAT)).isZero();
    Map<String, String> metadata = bucket.metadata("a.txt");
    assertThat(metadata).containsEntry("mode", Integer.toString(0100640));
    assertThat(metadata).containsEntry("uid", "1000").containsKey("stratus-id");
    Inode inode = rig.inode("a.txt");
    assertThat(inode.baseGeneration()).isEqualTo(inode.contentGeneration());
    assertThat(rig.uploader.uploadedThisMount(inode)).isTrue();
  }

  @Test
  void tenSavesAreOnePut() throws Exception {
    rig.uploader.stopSync();
    rig.create("a", "0");
    for (int i = 1; i < 10; i++) {
      rig.overwrite("a", "save " + i);
    }
    rig.cloud.counts().reset();
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("save 9");
    assertThat(rig.cloud.counts().of(Verb.PUT)).isEqualTo(1);
  }

  @Test
  void aTemporaryFileRenamedOverTheFinalOneIsOnePutOfTheFinalOne() throws Exception {
    rig.create("final", "old");
    rig.quiet();
    rig.uploader.stopSync();
    rig.cloud.counts().reset();
    rig.create("tmp", "new");
    rig.rename("tmp", "final");
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("final");
    assertThat(rig.cloudText("final")).isEqualTo("new");
    assertThat(rig.cloud.counts().of(Verb.PUT)).isEqualTo(1);
    assertThat(rig.cloud.counts().of(Verb.DELETE)).isZero();
  }

  @Test
  void whatIsCreatedAndDeletedBeforeItsUploadIsNothing() throws Exception {
    rig.uploader.stopSync();
    rig.cloud.counts().reset();
    rig.create("a", "x");
    rig.unlink("a");
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.cloud.counts().total()).isZero();
  }

  @Test
  void aDeletedFileIsDeletedThere() throws Exception {
    rig.create("a", "x");
    rig.quiet();
    rig.unlink("a");
    rig.quiet();
    assertThat(rig.keys()).isEmpty();
  }

  @Test
  void aDeletionThatIsRefusedForNoReasonIsNotGivenUp() throws Exception {
    rig.create("a", "x");
    rig.quiet();
    rig.cloud
        .faults()
        .on(Verb.DELETE)
        .times(1)
        .inject(Fault.fail(CloudFailure.PRECONDITION_FAILED));
    rig.cloud.counts().reset();
    rig.unlink("a");
    await().atMost(Rig.BOUND).until(() -> rig.cloud.counts().of(Verb.DELETE) == 1);
    await().atMost(Rig.BOUND).until(() -> rig.cloud.counts().of(Verb.STAT) == 1);
    rig.compare();
    assertThat(rig.exists("a")).as("the file is back").isFalse();
    assertThat(rig.uploader.counts().unwanted()).isEqualTo(1);
  }

  @Test
  void aSmallRenamedFileIsMoved() throws Exception {
    rig.create("a", "x");
    rig.quiet();
    rig.rename("a", "b");
    rig.quiet();
    assertThat(rig.keys()).containsExactly("b");
    assertThat(rig.cloudText("b")).isEqualTo("x");
  }

  @Test
  void aRenamedFileThatIsNotHereIsCopiedOnTheServer() throws Exception {
    rig.create("a", "x");
    rig.quiet();
    rig.dehydrate("a");
    rig.cloud.counts().reset();
    rig.rename("a", "b");
    rig.quiet();
    assertThat(rig.keys()).containsExactly("b");
    assertThat(rig.cloud.counts().of(Verb.COPY)).isEqualTo(1);
    assertThat(rig.cloud.counts().of(Verb.GET)).isZero();
    assertThat(rig.text("b")).isEqualTo("x");
  }

  @Test
  void attributesOfAFileThatIsNotHereAreReplacedOnTheServer() throws Exception {
    rig.create("a", "x");
    rig.quiet();
    rig.dehydrate("a");
    rig.chmod("a", 0600);
    rig.setXattr("a", "user.colour", "blue");
    rig.quiet();
    assertThat(bucket.metadata("a")).containsEntry("mode", Integer.toString(0100600));
    assertThat(rig.cloudText("a")).isEqualTo("x");
    assertThat(bucket.metadata("a")).containsKey("stratus-xattr");
  }

  @Test
  void twoNamesThatChangePlacesEndRightThoughNeitherIsHere() throws Exception {
    rig.create("a", "content of a");
    rig.create("b", "content of b");
    rig.quiet();
    rig.dehydrate("a");
    rig.dehydrate("b");
    rig.exchange("a", "b");
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("content of b");
    assertThat(rig.cloudText("b")).isEqualTo("content of a");
    assertThat(rig.text("a")).isEqualTo("content of b");
    assertThat(rig.text("b")).isEqualTo("content of a");
  }

  @Test
  void aChainOfRenamesEndsRight() throws Exception {
    for (String name : new String[] {"a", "b", "c"}) {
      rig.create(name, "content of " + name);
    }
    rig.quiet();
    for (String name : new String[] {"a", "b", "c"}) {
      rig.dehydrate(name);
    }
    rig.uploader.stopSync();
    rig.rename("c", "d");
    rig.rename("b", "c");
    rig.rename("a", "b");
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("b", "c", "d");
    assertThat(rig.cloudText("b")).isEqualTo("content of a");
    assertThat(rig.cloudText("c")).isEqualTo("content of b");
    assertThat(rig.cloudText("d")).isEqualTo("content of c");
  }

  @Test
  void aRenamedDirectoryMovesWithEverythingBelowIt() throws Exception {
    rig.mkdir("d");
    rig.mkdir("d/e");
    for (int i = 0; i < 300; i++) {
      rig.create("d/e/" + i, "file " + i);
    }
    rig.quiet();
    rig.rename("d", "moved");
    rig.quiet();
    assertThat(rig.keys()).hasSize(302).allMatch(key -> key.startsWith("moved/"));
    assertThat(rig.cloudText("moved/e/17")).isEqualTo("file 17");
  }

  @Test
  void aDirectoryRenamedWhileHalfOfItIsOnItsWayEndsRight() throws Exception {
    rig.mkdir("d");
    for (int i = 0; i < 200; i++) {
      rig.create("d/" + i, "file " + i);
    }
    rig.rename("d", "e");
    for (int i = 200; i < 400; i++) {
      rig.create("e/" + i, "file " + i);
    }
    rig.rename("e", "f");
    rig.quiet();
    assertThat(rig.keys()).hasSize(401).allMatch(key -> key.startsWith("f/"));
  }

  @Test
  void aFileReplacedByADirectoryOfTheSameNameAndBack() throws Exception {
    rig.create("x", "file");
    rig.quiet();
    rig.unlink("x");
    rig.mkdir("x");
    rig.create("x/y", "below");
    rig.quiet();
    assertThat(rig.keys()).containsExactly("x/", "x/y");
    rig.unlink("x/y");
    rig.rmdir("x");
    rig.create("x", "file again");
    rig.quiet();
    assertThat(rig.keys()).containsExactly("x");
  }

  @Test
  void aReplacedObjectWhoseFileIsStillOpenComesHereFirst() throws Exception {
    long old = rig.create("a", "the old bytes");
    rig.quiet();
    rig.dehydrate("a");
    try (OpenFiles.Use use = rig.files.use(old)) {
      rig.create("tmp", "the new bytes");
      rig.rename("tmp", "a");
      rig.quiet();
      assertThat(rig.cloudText("a")).isEqualTo("the new bytes");
      var bytes = java.nio.ByteBuffer.allocate(13);
      use.file().read(bytes, 0);
      assertThat(new String(bytes.array(), StandardCharsets.UTF_8)).isEqualTo("the old bytes");
    }
  }

  @Test
  void aDirtyFileThatIsOnlyPartlyHereHydratesFirst() throws Exception {
    byte[] bytes = new byte[200_000];
    new Random(3).nextBytes(bytes);
    rig.create("a", bytes);
    rig.quiet();
    rig.dehydrate("a");
    byte[] block = new byte[64 << 10];
    rig.write(rig.inode("a").id(), block, 64 << 10);
    rig.quiet();
    byte[] expected = bytes.clone();
    Arrays.fill(expected, 64 << 10, 128 << 10, (byte) 0);
    assertThat(bucket.bytes("a")).isEqualTo(expected);
  }

  @Test
  void aLargeFileGoesUpInParts() throws Exception {
    byte[] bytes = new byte[20 << 20];
    new Random(4).nextBytes(bytes);
    rig.create("large", bytes);
    rig.quiet();
    assertThat(rig.cloud.counts().of(Verb.PUT_PART)).isEqualTo(3);
    assertThat(bucket.bytes("large")).isEqualTo(bytes);
    assertThat(bucket.pendingUploads()).isZero();
  }

  @Test
  void partsThatWereGivenUpAreAborted() throws Exception {
    rig.cloud.faults().on(Verb.PUT_PART).times(1).inject(Fault.fail(CloudFailure.ACCESS_DENIED));
    rig.create("large", new byte[9 << 20]);
    rig.awaitFailed();
    assertThat(bucket.pendingUploads()).isZero();
    rig.uploader.retry("");
    rig.quiet();
    assertThat(bucket.bytes("large")).hasSize(9 << 20);
  }

  @Test
  void partsWhoseCompletionWasNotAnsweredAreNotLeftBehind() throws Exception {
    rig.cloud
        .faults()
        .on(Verb.COMPLETE_MULTIPART)
        .times(1)
        .inject(Fault.fail(CloudFailure.TIMED_OUT));
    rig.create("large", new byte[9 << 20]);
    rig.quiet();
    assertThat(bucket.bytes("large")).hasSize(9 << 20);
    assertThat(bucket.pendingUploads()).isZero();
  }

  @Test
  void aLostReplyOfACompletionIsRecognised() throws Exception {
    rig.cloud.faults().on(Verb.COMPLETE_MULTIPART).times(1).inject(Fault.loseReply());
    rig.create("large", new byte[9 << 20]);
    rig.quiet();
    assertThat(rig.cloud.counts().of(Verb.CREATE_MULTIPART)).isEqualTo(1);
    assertThat(rig.names("")).containsExactly("large");
  }

  @Test
  void aLostReplyIsRecognised() throws Exception {
    rig.cloud.faults().on(Verb.PUT).key("a"::equals).times(1).inject(Fault.loseReply());
    rig.create("a", "x");
    rig.quiet();
    assertThat(rig.names("")).containsExactly("a");
    assertThat(rig.cloud.counts().of(Verb.PUT)).isEqualTo(1);
  }

  @Test
  void aLostReplyOfAReplacementIsRecognised() throws Exception {
    rig.create("a", "one");
    rig.quiet();
    rig.cloud.faults().on(Verb.PUT).key("a"::equals).times(1).inject(Fault.loseReply());
    rig.overwrite("a", "two");
    rig.quiet();
    rig.overwrite("a", "three");
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("three");
    assertThat(rig.names("")).containsExactly("a");
  }

  @Test
  void anAttemptOfAFormerLifeIsRecognisedThoughItsNameHasMovedOn() throws Exception {
    Injection hang = rig.cloud.faults().on(Verb.STAT).inject(Fault.hang());
    rig.cloud.faults().on(Verb.PUT).key("a"::equals).times(1).inject(Fault.loseReply());
    rig.create("a", "x");
    await().atMost(Rig.BOUND).until(() -> hang.hits() > 0);
    rig.rename("a", "b");
    rig.kill();
    rig = Rig.started(directory, bucket);
    rig.quiet();
    rig.compare();
    assertThat(rig.keys()).containsExactly("b");
    assertThat(rig.names("")).containsExactly("b");
  }

  @Test
  void anAttemptOfAFormerLifeOfADeletedFileLeavesNothing() throws Exception {
    Injection hang = rig.cloud.faults().on(Verb.STAT).inject(Fault.hang());
    rig.cloud.faults().on(Verb.PUT).key("a"::equals).times(1).inject(Fault.loseReply());
    rig.create("a", "x");
    await().atMost(Rig.BOUND).until(() -> hang.hits() > 0);
    rig.unlink("a");
    rig.kill();
    rig = Rig.started(directory, bucket);
    rig.quiet();
    rig.compare();
    assertThat(rig.keys()).isEmpty();
    assertThat(rig.names("")).isEmpty();
  }

  @Test
  void retryableFailuresAreTriedAgain() throws Exception {
    rig.cloud.faults().on(Verb.PUT).times(1).inject(Fault.fail(CloudFailure.THROTTLED));
    rig.create("a", "x");
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("x");
  }

  @Test
  void anOutageSpendsNobodysAttempts() throws Exception {
    Injection outage = rig.cloud.faults().on().inject(Fault.fail(CloudFailure.UNREACHABLE));
    rig.create("a", "x");
    rig.create("b", "y");
    await().atMost(Rig.BOUND).until(() -> outage.hits() > 1);
    assertThat(rig.pending("a").orElseThrow().attempts()).isZero();
    outage.close();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("a", "b");
  }

  @Test
  void whatIsRefusedForGoodKeepsItsBytesAndItsReason() throws Exception {
    Injection denied =
        rig.cloud
            .faults()
            .on(Verb.PUT)
            .key("a"::equals)
            .inject(Fault.fail(CloudFailure.QUOTA_EXCEEDED));
    rig.create("a", "x");
    rig.awaitFailed();
    assertThat(rig.pending("a").orElseThrow().failure()).isEqualTo("QUOTA_EXCEEDED");
    assertThat(rig.pending("a").orElseThrow().reason()).contains("PUT a");
    denied.close();
    rig.uploader.retry("a");
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("x");
  }

  @Test
  void aKeyThatIsTooLongIsRefusedWithoutARequest() throws Exception {
    String path = "";
    for (int i = 0; i < 5; i++) {
      path += (path.isEmpty() ? "" : "/") + "d".repeat(200) + i;
      rig.mkdir(path);
    }
    rig.create(path + "/" + "f".repeat(100), "x");
    rig.awaitFailed();
    await().atMost(Rig.BOUND).until(() -> rig.uploader.counts().pending() == 1);
    String reason = rig.pending(path + "/" + "f".repeat(100)).orElseThrow().reason();
    assertThat(reason).contains("key is too long");
  }

  @Test
  void bothSurviveWhenAFileWasChangedHereAndThere() throws Exception {
    rig.create("doc.txt", "base");
    rig.quiet();
    rig.uploader.stopSync();
    rig.overwrite("doc.txt", "ours");
    bucket.write("doc.txt", "theirs".getBytes(StandardCharsets.UTF_8), Map.of());
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.text("doc.txt")).isEqualTo("theirs");
    assertThat(rig.conflictNames("")).hasSize(1);
    String ours = rig.conflictNames("").get(0);
    assertThat(ours).startsWith("doc (conflicted copy of here ").endsWith(").txt");
    assertThat(rig.text(ours)).isEqualTo("ours");
    assertThat(rig.cloudText(ours)).isEqualTo("ours");
    assertThat(rig.cloudText("doc.txt")).isEqualTo("theirs");
  }

  @Test
  void theCloudIdStaysWithTheNameAndTheConflictedCopyIsANewFile() throws Exception {
    rig.create("doc.txt", "base");
    rig.quiet();
    Map<String, String> metadata = requireNonNull(bucket.metadata("doc.txt"));
    rig.uploader.stopSync();
    rig.overwrite("doc.txt", "ours");
    bucket.write("doc.txt", "theirs".getBytes(StandardCharsets.UTF_8), metadata);
    rig.uploader.startSync();
    rig.quiet();
    String id = metadata.get("stratus-id");
    assertThat(rig.inode("doc.txt").cloudId()).isEqualTo(id);
    assertThat(requireNonNull(bucket.metadata(rig.conflictNames("").get(0))).get("stratus-id"))
        .isNotEqualTo(id);
  }

  @Test
  void aNameThatAnotherClientTookFirstKeepsBoth() throws Exception {
    rig.uploader.stopSync();
    rig.create("new", "ours");
    bucket.write("new", "theirs".getBytes(StandardCharsets.UTF_8), Map.of());
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.cloudText("new")).isEqualTo("theirs");
    assertThat(rig.cloudText(rig.conflictNames("").get(0))).isEqualTo("ours");
  }

  @Test
  void theSameBytesOnBothSidesAreNoConflict() throws Exception {
    rig.uploader.stopSync();
    rig.create("new", "the same");
    bucket.write("new", "the same".getBytes(StandardCharsets.UTF_8), Map.of());
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.names("")).containsExactly("new");
    assertThat(bucket.metadata("new")).containsKey("stratus-id");
  }

  @Test
  void aDirtyFileThatWasDeletedThereGoesUpAnew() throws Exception {
    rig.create("a", "one");
    rig.quiet();
    rig.uploader.stopSync();
    rig.overwrite("a", "two");
    bucket.remove("a");
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("two");
    assertThat(rig.names("")).containsExactly("a");
  }

  @Test
  void whatWasDeletedHereButChangedThereStays() throws Exception {
    rig.create("a", "one");
    rig.quiet();
    rig.uploader.stopSync();
    rig.unlink("a");
    bucket.write("a", "changed".getBytes(StandardCharsets.UTF_8), Map.of());
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("changed");
    rig.compare();
    assertThat(rig.text("a")).isEqualTo("changed");
  }

  @Test
  void whatTheServerMakesOfAnAbandonedAttemptIsTakenAway() throws Exception {
    rig.flights.abandoned("late", new ObjectKey("ghost"));
    bucket.write("ghost", new byte[3], Map.of("stratus-put", "late"));
    bucket.write("copy of it", new byte[3], Map.of("stratus-put", "late"));
    rig.compare();
    rig.quiet();
    assertThat(rig.names("")).containsExactly("copy of it");
    assertThat(rig.keys()).containsExactly("copy of it");
  }

  @Test
  void anAbandonedAttemptThatLandsUnderANewerOneIsNoConflict() throws Exception {
    rig.flights.abandoned("late", new ObjectKey("a"));
    bucket.write("a", "older".getBytes(StandardCharsets.UTF_8), Map.of("stratus-put", "late"));
    rig.create("a", "newer");
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("newer");
    assertThat(rig.names("")).containsExactly("a");
  }

  @Test
  void nothingGoesUpWhileSyncIsStoppedAlsoAfterARestart() throws Exception {
    rig.uploader.stopSync();
    rig.create("a", "x");
    rig.kill();
    rig = Rig.started(directory, bucket);
    assertThat(rig.uploader.isStopped()).isTrue();
    rig.compare();
    assertThat(rig.keys()).isEmpty();
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("a");
  }

  @Test
  void whatWasNotUploadedGoesUpAfterARestart() throws Exception {
    rig.cloud.faults().on(Verb.PUT).inject(Fault.hang());
    rig.mkdir("d");
    rig.create("d/a", "x");
    rig.symlink("d/l", "../target");
    rig.kill();
    rig = Rig.started(directory, bucket);
    rig.quiet();
    assertThat(rig.keys()).containsExactly("d/", "d/a", "d/l");
    assertThat(rig.cloudText("d/l")).isEqualTo("../target");
  }

  @Test
  void aFileThatIsOpenForWritingWaitsForItsRelease() throws Exception {
    long inode = rig.create("a", "x");
    rig.quiet();
    rig.writers.add(inode);
    rig.cloud.counts().reset();
    rig.overwrite("a", "half");
    await()
        .during(Duration.ofMillis(300))
        .atMost(Rig.BOUND)
        .until(() -> rig.cloudText("a").equals("x"));
    rig.overwrite("a", "whole");
    rig.writers.remove(inode);
    rig.uploader.released(inode);
    rig.quiet();
    assertThat(rig.cloudText("a")).isEqualTo("whole");
    assertThat(rig.cloud.counts().of(Verb.PUT)).isEqualTo(1);
  }

  @Test
  void aFileThatStaysOpenGoesUpAfterAWhile() throws Exception {
    rig.kill();
    UploadSettings impatient =
        new UploadSettings(
            4, 2, Duration.ofMillis(20), Duration.ofMillis(400), 1 << 20, 8 << 20, 8 << 20);
    rig = new Rig(directory, new MemoryStore(bucket, MemoryStore.LIKE_MINIO), impatient, "");
    rig.start();
    long inode = rig.create("log", "line 1\n");
    rig.writers.add(inode);
    rig.write(inode, "line 2\n".getBytes(StandardCharsets.UTF_8), 7);
    rig.quiet();
    assertThat(rig.cloudText("log")).isEqualTo("line 1\nline 2\n");
  }

  @Test
  void aLargeFileThatIsWrittenAllTheTimeGoesUpAllTheSame() throws Exception {
    rig.kill();
    UploadSettings impatient =
        new UploadSettings(
            4, 2, Duration.ofMillis(20), Duration.ofMillis(300), 1 << 10, 8 << 20, 8 << 20);
    rig = new Rig(directory, new MemoryStore(bucket, MemoryStore.LIKE_MINIO), impatient, "");
    rig.start();
    long inode = rig.create("disk", new byte[9 << 20]);
    rig.writers.add(inode);
    rig.cloud
        .faults()
        .on(Verb.PUT_PART)
        .inject(Fault.before(() -> write(inode, new byte[] {1}, 5)));
    await().atMost(Rig.BOUND).until(() -> bucket.bytes("disk") != null);
    assertThat(requireNonNull(bucket.bytes("disk"))).hasSize(9 << 20);
    assertThat(rig.pending("disk")).isPresent();
    rig.cloud.faults().clear();
    rig.writers.remove(inode);
    rig.write(inode, new byte[] {2}, 6);
    rig.quiet();
    byte[] there = requireNonNull(bucket.bytes("disk"));
    assertThat(there[5]).isEqualTo((byte) 1);
    assertThat(there[6]).isEqualTo((byte) 2);
  }

  @Test
  void aWriteDuringAnUploadMakesThatUploadVoid() throws Exception {
    long inode = rig.create("large", new byte[9 << 20]);
    rig.cloud
        .faults()
        .on(Verb.PUT_PART)
        .times(1)
        .inject(Fault.before(() -> write(inode, new byte[] {1}, 5)));
    rig.quiet();
    byte[] there = requireNonNull(bucket.bytes("large"));
    assertThat(there).hasSize(9 << 20);
    assertThat(there[5]).isEqualTo((byte) 1);
    assertThat(bucket.pendingUploads()).isZero();
  }

  private void write(long inode, byte[] bytes, long offset) {
    try {
      rig.write(inode, bytes, offset);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hardLinksAreListedForOtherClients() throws Exception {
    rig.create("a", "x");
    rig.link("a", "b");
    rig.quiet();
    String group = rig.inode("a").linkGroup();
    assertThat(bucket.metadata("a")).containsEntry("stratus-links", group);
    assertThat(bucket.metadata("b")).containsEntry("stratus-links", group);
    assertThat(rig.cloudText(".stratus/links/" + group)).isEqualTo("[\"a\",\"b\"]");
    rig.unlink("b");
    rig.quiet();
    await()
        .atMost(Rig.BOUND)
        .until(() -> rig.cloudText(".stratus/links/" + group).equals("(absent)"));
    assertThat(rig.text("a")).isEqualTo("x");
  }

  @Test
  void fiveHundredSmallFilesTakeOneRequestEach() throws Exception {
    rig.cloud.counts().reset();
    for (int i = 0; i < 500; i++) {
      rig.create("f" + i, new byte[4096]);
    }
    rig.quiet();
    long puts = rig.cloud.counts().of(Verb.PUT);
    // On a machine that stalls, a file may go up between its creation and its first byte.
    assertThat(puts).isBetween(500L, 505L);
    assertThat(rig.cloud.counts().total()).as("nothing but PUTs").isEqualTo(puts);
  }
}
