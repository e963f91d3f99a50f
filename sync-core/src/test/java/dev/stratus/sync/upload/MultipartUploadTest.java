package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.Injection;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.index.PartUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files go up in parts: over failures, restarts and changes, and leave nothing behind. */
final class MultipartUploadTest {

  private static final int SIZE = 20 << 20;
  private static final ObjectKey KEY = new ObjectKey("large");

  @TempDir Path directory;

  private final JumpingClock clock = new JumpingClock();
  private final MemoryBucket bucket = new MemoryBucket(clock);
  private final byte[] bytes = new byte[SIZE];
  private Rig rig;

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(bytes);
    mount();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void mount() throws IOException {
    MemoryStore store = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    UploadSettings settings = UploadSettings.defaults().withQuiet(Duration.ofMillis(20));
    rig = new Rig(directory, store, settings, "", clock);
    rig.start();
  }

  /** Ends the mount when two of three parts are there. */
  private long killAfterTwoParts() throws Exception {
    rig.cloud.faults().on(Verb.PUT_PART).skip(2).inject(Fault.hang());
    long inode = rig.create("large", bytes);
    await().atMost(Rig.BOUND).until(() -> sentParts() == 2);
    rig.kill();
    return inode;
  }

  private int sentParts() throws IOException {
    List<PartUpload> uploads = rig.index.read(tables -> tables.uploads().all());
    return uploads.isEmpty()
        ? 0
        : rig.index.read(tables -> tables.uploads().parts(uploads.get(0).nonce())).size();
  }

  private void assertWhole(byte[] expected) {
    assertThat(bucket.bytes("large")).isEqualTo(expected);
    await().atMost(Rig.BOUND).until(() -> bucket.pendingUploads() == 0);
  }

  @Test
  void partsThatWereSentBeforeARestartAreNotSentAgain() throws Exception {
    killAfterTwoParts();
    mount();
    rig.quiet();
    assertWhole(bytes);
    assertThat(rig.cloud.counts().of(Verb.CREATE_MULTIPART)).isZero();
    assertThat(rig.cloud.counts().of(Verb.PUT_PART)).isEqualTo(1);
    assertThat(rig.index.<Integer>read(tables -> tables.uploads().all().size())).isZero();
  }

  @Test
  void anUploadThatIsPausedGoesOnWhereItWas() throws Exception {
    long inode;
    try (Injection hanging = rig.cloud.faults().on(Verb.PUT_PART).skip(2).inject(Fault.hang())) {
      inode = rig.create("large", bytes);
      await().atMost(Rig.BOUND).until(() -> sentParts() == 2 && hanging.hits() > 0);
      rig.uploader().pause(inode, true);
    }
    await().atMost(Rig.BOUND).until(() -> rig.uploader().transfers().isEmpty());
    assertThat(bucket.bytes("large")).isNull();
    assertThat(sentParts()).isGreaterThanOrEqualTo(2);
    rig.uploader().pause(inode, false);
    rig.quiet();
    assertWhole(bytes);
    assertThat(rig.cloud.counts().of(Verb.CREATE_MULTIPART)).isEqualTo(1);
  }

  @Test
  void attributesThatChangedMeanwhileFollow() throws Exception {
    killAfterTwoParts();
    mount();
    rig.chmod("large", 0600);
    rig.quiet();
    assertWhole(bytes);
    assertThat(bucket.metadata("large")).containsEntry("mode", Integer.toString(0100600));
  }

  @Test
  void partsOfBytesThatChangedMeanwhileAreGivenUp() throws Exception {
    long inode = killAfterTwoParts();
    mount();
    rig.write(inode, new byte[] {1, 2, 3}, 100);
    rig.quiet();
    System.arraycopy(new byte[] {1, 2, 3}, 0, bytes, 100, 3);
    assertWhole(bytes);
  }

  @Test
  void partsThatDifferFromTheDiskAfterThePowerWasCutAreSentAgain() throws Exception {
    long inode = killAfterTwoParts();
    ContentFile file = rig.content.open(inode);
    file.write(ByteBuffer.wrap(new byte[4096]), 0);
    file.close();
    mount();
    rig.quiet();
    System.arraycopy(new byte[4096], 0, bytes, 0, 4096);
    assertWhole(bytes);
  }

  @Test
  void partsOfAFileThatWasDeletedAreGivenUp() throws Exception {
    killAfterTwoParts();
    mount();
    rig.unlink("large");
    rig.quiet();
    await().atMost(Rig.BOUND).until(() -> bucket.pendingUploads() == 0);
    rig.compare();
    assertThat(rig.keys()).doesNotContain("large");
  }

  @Test
  void partsOfARenamedFileAreGivenUp() throws Exception {
    killAfterTwoParts();
    mount();
    rig.rename("large", "other");
    rig.quiet();
    assertThat(bucket.bytes("other")).isEqualTo(bytes);
    await().atMost(Rig.BOUND).until(() -> bucket.pendingUploads() == 0);
  }

  @Test
  void anUploadThatTheServerGaveUpBeginsAnew() throws Exception {
    killAfterTwoParts();
    MemoryStore other = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    other.abortMultipart(KEY, other.listMultipart("large").get(0).uploadId());
    mount();
    rig.quiet();
    assertWhole(bytes);
  }

  @Test
  void partsAreKeptOverAnOutage() throws Exception {
    Injection outage =
        rig.cloud.faults().on(Verb.PUT_PART).skip(2).inject(Fault.fail(CloudFailure.UNREACHABLE));
    rig.create("large", bytes);
    await().atMost(Rig.BOUND).until(() -> outage.hits() > 0);
    outage.close();
    rig.quiet();
    assertWhole(bytes);
    assertThat(rig.cloud.counts().of(Verb.CREATE_MULTIPART)).isEqualTo(1);
  }

  @Test
  void anUploadWhoseCreationWasNotAnsweredIsGivenUpLaterButNoStrangers() throws Exception {
    rig.cloud.faults().on(Verb.CREATE_MULTIPART).times(1).inject(Fault.loseReply());
    rig.create("large", bytes);
    rig.quiet();
    assertThat(bucket.pendingUploads()).isEqualTo(1);
    MemoryStore stranger = new MemoryStore(bucket, MemoryStore.LIKE_MINIO);
    String busy = stranger.createMultipart(KEY, Map.of());
    stranger.putPart(KEY, busy, 1, Body.of(new byte[10]));
    rig.kill();
    clock.jump(Duration.ofMinutes(30));
    String later = stranger.createMultipart(KEY, Map.of());
    clock.jump(Duration.ofMinutes(31));
    mount();
    await().atMost(Rig.BOUND).until(() -> bucket.pendingUploads() == 2);
    await()
        .atMost(Rig.BOUND)
        .until(() -> rig.index.read(tables -> tables.uploads().all().isEmpty()));
    assertThat(stranger.listMultipart("large"))
        .extracting("uploadId")
        .containsExactlyInAnyOrder(busy, later);
  }
}
