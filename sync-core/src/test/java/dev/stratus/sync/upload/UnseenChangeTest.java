package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A change of ours that another Stratus did not see when it renamed the file, and deleted with the
 * old name, as happens where a server obeys no precondition on DELETE.
 */
final class UnseenChangeTest extends MountedTest {

  /** The other one's copy of the object under "a" as it is now. */
  private Map<String, String> theirMetadata() {
    Map<String, String> metadata = new HashMap<>(requireNonNull(bucket.metadata("a")));
    metadata.put("stratus-put", "theirs");
    return metadata;
  }

  private void rename(String text, Map<String, String> metadata) {
    bucket.write("b", text.getBytes(StandardCharsets.UTF_8), metadata);
    bucket.remove("a");
    rig.compare();
    rig.quiet();
    rig.compare();
    rig.quiet();
  }

  private String cloudId(String key) {
    return requireNonNull(bucket.metadata(key)).getOrDefault("stratus-id", "");
  }

  @Test
  void itGoesUpAgainAndBothAreThere() throws Exception {
    rig.create("a", "first");
    rig.quiet();
    Map<String, String> before = theirMetadata();
    rig.overwrite("a", "second");
    rig.quiet();
    rename("first", before);

    assertThat(rig.names("")).containsExactly("a", "b");
    assertThat(rig.cloudText("a")).isEqualTo("second");
    assertThat(rig.text("b")).isEqualTo("first");
    assertThat(cloudId("a")).isNotEqualTo(cloudId("b"));
  }

  @Test
  void aRenameAfterItIsARename() throws Exception {
    rig.create("a", "first");
    rig.quiet();
    rig.overwrite("a", "second");
    rig.quiet();
    rename("second", theirMetadata());

    assertThat(rig.names("")).containsExactly("b");
    assertThat(rig.text("b")).isEqualTo("second");
    assertThat(rig.keys()).containsExactly("b");
  }
}
