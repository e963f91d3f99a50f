package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.memory.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many objects go with few requests, and only those that are the ones last seen. */
final class BatchDeletionTest extends MountedTest {

  private static final int FILES = 300;

  @BeforeEach
  void prepare() throws IOException {
    rig.mkdir("d");
    rig.mkdir("d/below");
    rig.create("d/below/stays", "x");
    for (int i = 0; i < FILES; i++) {
      rig.create("d/f" + i, "bytes " + i);
    }
    rig.quiet();
    rig.cloud.counts().reset();
  }

  private void removeAll() throws IOException {
    for (int i = 0; i < FILES; i++) {
      rig.unlink("d/f" + i);
    }
  }

  @Test
  void aDirectoryIsEmptiedWithFewRequests() throws Exception {
    removeAll();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("d/", "d/below/", "d/below/stays");
    assertThat(rig.cloud.counts().of(Verb.DELETE)).isLessThan(FILES / 10);
    assertThat(rig.cloud.counts().total()).isLessThan(FILES / 5);
  }

  @Test
  void aRenamedDirectoryTakesLittleMoreThanARequestForEachFile() throws Exception {
    rig.rename("d", "e");
    rig.quiet();
    assertThat(rig.keys()).hasSize(FILES + 3).allMatch(key -> key.startsWith("e/"));
    assertThat(rig.cloud.counts().total()).isLessThan(FILES + FILES / 5);
  }

  @Test
  void whatAnotherClientChangedStays() throws Exception {
    rig.uploader.stopSync();
    removeAll();
    bucket.write("d/f7", "theirs".getBytes(StandardCharsets.UTF_8), Map.of());
    bucket.remove("d/f8");
    rig.uploader.startSync();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("d/", "d/below/", "d/below/stays", "d/f7");
    rig.compare();
    assertThat(rig.text("d/f7")).isEqualTo("theirs");
  }

  @Test
  void whereTheyMayNotGoTogetherTheyGoOneByOne() throws Exception {
    rig.cloud.faults().on(Verb.DELETE_ALL).inject(Fault.fail(CloudFailure.NOT_SUPPORTED));
    removeAll();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("d/", "d/below/", "d/below/stays");
  }

  @Test
  void aLostReplyLeavesNothing() throws Exception {
    rig.cloud.faults().on(Verb.DELETE_ALL).times(2).inject(Fault.loseReply());
    removeAll();
    rig.quiet();
    assertThat(rig.keys()).containsExactly("d/", "d/below/", "d/below/stays");
    rig.compare();
    assertThat(rig.names("d")).containsExactly("below");
  }
}
