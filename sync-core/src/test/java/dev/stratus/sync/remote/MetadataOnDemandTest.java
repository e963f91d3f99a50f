package dev.stratus.sync.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.RequestCounts;
import dev.stratus.sync.upload.Rig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a compare asks a server for that lists metadata, and that it misses nothing for that. */
final class MetadataOnDemandTest {

  private static final Duration BOUND = Duration.ofSeconds(20);

  /** Three full pages and a bit; the first page brings metadata in any case. */
  private static final int FILES = 3_100;

  private static final int PAGE = 1_000;

  private final MemoryBucket bucket = new MemoryBucket();
  private Rig rig;

  @BeforeEach
  void mount(@TempDir Path directory) throws Exception {
    for (int i = 0; i < FILES; i++) {
      write(file(i), "x", "33188");
    }
    rig = Rig.started(directory, bucket);
    await().atMost(BOUND).until(() -> rig.remote().isComplete());
    assertThat(counts().metadataListed()).as("of a first listing").isGreaterThanOrEqualTo(FILES);
    assertThat(counts().of(Verb.STAT)).isLessThanOrEqualTo(1);
    counts().reset();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private RequestCounts counts() {
    return rig.cloud().counts();
  }

  private static String file(int number) {
    return "d/%05d".formatted(number);
  }

  private void write(String key, String text, String mode) {
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), Map.of("mode", mode));
  }

  private int mode(int number) throws Exception {
    return rig.inode(file(number)).mode();
  }

  @Test
  void anUnchangedBucketIsListedOnceAndHardlyWithMetadata() throws Exception {
    rig.compare();
    assertThat(counts().of(Verb.LIST)).isEqualTo(4);
    assertThat(counts().total()).isEqualTo(4);
    assertThat(counts().metadataListed()).isEqualTo(PAGE);
  }

  @Test
  void whatNoFolderShowsIsNotAskedFor() throws Exception {
    write("d/02000//x", "x", "33188");
    rig.compare();
    assertThat(counts().of(Verb.LIST)).isEqualTo(4);
    assertThat(counts().metadataListed()).isEqualTo(PAGE);
  }

  @Test
  void attributesAloneAreSeenAndOnlyWhatDiffersIsListedAgain() throws Exception {
    for (int changed : new int[] {0, 1_500, 1_502, 2_500}) {
      write(file(changed), "x", "33024");
    }
    rig.compare();
    assertThat(counts().metadataListed()).as("of spans").isEqualTo(PAGE + 3 + 1);
    assertThat(counts().of(Verb.LIST)).isEqualTo(4 + 2);
    assertThat(counts().of(Verb.STAT)).isZero();
    assertThat(mode(0)).isEqualTo(33024);
    assertThat(mode(1_500)).isEqualTo(33024);
    assertThat(mode(1_501)).isEqualTo(33188);
    assertThat(mode(2_500)).isEqualTo(33024);
    counts().reset();
    rig.compare();
    assertThat(counts().of(Verb.LIST)).as("nothing is left to be looked at").isEqualTo(4);
    assertThat(counts().total()).isEqualTo(4);
  }

  @Test
  void manyNewObjectsTakeHardlyMoreListsThanPages() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      write("e/" + i, "x", "33024");
    }
    rig.compare();
    assertThat(counts().of(Verb.LIST)).as("9 pages").isLessThanOrEqualTo(9 + 3);
    assertThat(counts().of(Verb.STAT)).isZero();
    assertThat(rig.inode("e/0").mode()).isEqualTo(33024);
    assertThat(rig.inode("e/4999").mode()).isEqualTo(33024);
  }

  @Test
  void whatWasSentFromHereIsLookedAtWithTheListing() throws Exception {
    rig.chmod(file(2_007), 0400);
    rig.quiet();
    counts().reset();
    rig.compare();
    assertThat(counts().of(Verb.LIST)).isEqualTo(4);
    assertThat(counts().total()).isEqualTo(4);
    counts().reset();
    rig.compare();
    assertThat(counts().metadataListed()).isEqualTo(PAGE);
  }

  @Test
  void aChangeOfAttributesRightAfterOurOwnUploadIsSeen() throws Exception {
    rig.create("e", "bytes");
    rig.quiet();
    Map<String, String> other = new HashMap<>(requireNonNull(bucket.metadata("e")));
    other.put("mode", "33024");
    bucket.write("e", requireNonNull(bucket.bytes("e")), other);
    rig.compare();
    assertThat(rig.inode("e").mode()).isEqualTo(33024);
  }

  @Test
  void whatGoesAndComesBetweenTheListingsIsNotMissed() throws Exception {
    write(file(3_010), "x", "33024");
    write(file(3_020), "x", "33024");
    Runnable meanwhile =
        () -> {
          bucket.remove(file(3_010));
          write(file(3_015) + "a", "x", "33188");
          write(file(3_015) + "b", "x", "33188");
        };
    rig.cloud().faults().on(Verb.LIST).skip(4).times(1).inject(Fault.before(meanwhile));
    rig.compare();
    assertThat(mode(3_020)).isEqualTo(33024);
    rig.compare();
    assertThat(rig.names("d")).doesNotContain("03010").contains("03015a", "03015b");
  }
}
