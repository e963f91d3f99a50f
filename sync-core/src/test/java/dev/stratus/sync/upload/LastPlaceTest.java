package dev.stratus.sync.upload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A file whose bytes are in one object and nowhere else keeps them, whatever another client does to
 * that object, or goes with them: no name stays that can never be read again.
 */
final class LastPlaceTest extends MountedTest {

  /** "c" is another name, made here, of "a", whose bytes are only there. */
  private void linkMadeHere() throws Exception {
    fileThatIsOnlyThere("a");
    rig.uploader.stopSync();
    rig.link("a", "c");
  }

  /** The same, and "a" is gone here. */
  private void linkInPlaceOfItsName() throws Exception {
    linkMadeHere();
    rig.unlink("a");
  }

  /** "a" and "b" are names of one file, here and there. */
  private void twoNamesOfAFileThatIsOnlyThere() throws Exception {
    rig.create("a", "precious");
    rig.link("a", "b");
    rig.quiet();
    rig.dehydrate("a");
    rig.uploader.stopSync();
  }

  private void fileThatIsOnlyThere(String name) throws Exception {
    rig.create(name, "precious");
    rig.quiet();
    rig.dehydrate(name);
  }

  private void write(String key, String text) {
    bucket.write(key, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Lets a name try, which may be in vain, and then lets the compare find out why. */
  private void settle(String name) throws Exception {
    rig.uploader.startSync();
    await()
        .atMost(Rig.BOUND)
        .until(
            () ->
                !rig.exists(name)
                    || rig.pending(name)
                        .map(row -> row.nonce() == null && row.attempts() > 0)
                        .orElse(true));
    rig.compare();
    rig.compare();
    rig.quiet();
  }

  private void assertReadable() throws Exception {
    assertThat(rig.uploader.counts().failed()).isZero();
    for (String name : rig.names("")) {
      assertThat(rig.text(name)).as(name).isEqualTo(rig.cloudText(name));
    }
    assertThat(rig.keys()).containsExactlyElementsOf(rig.names(""));
  }

  @Test
  void theSameRenameOnBothSidesKeepsTheBytes() throws Exception {
    fileThatIsOnlyThere("before");
    rig.uploader.stopSync();
    rig.rename("before", "same");
    rig.renameThere("before", "same");
    settle("same");
    assertThat(rig.names("")).containsExactly("same");
    assertThat(rig.cloudText("same")).isEqualTo("precious");
    assertReadable();
  }

  @Test
  void otherBytesUnderOldMetadataInTheWayOfARenameAreNotTakenForTheFile() throws Exception {
    fileThatIsOnlyThere("before");
    rig.uploader.stopSync();
    rig.rename("before", "same");
    byte[] others = "PRECIOUS".getBytes(StandardCharsets.UTF_8);
    bucket.write("same", others, requireNonNull(bucket.metadata("before")));
    settle("same");
    assertThat(rig.text("same")).isEqualTo("PRECIOUS");
    assertThat(rig.conflictNames("")).hasSize(1);
    assertThat(rig.cloudText(rig.conflictNames("").get(0))).isEqualTo("precious");
    assertReadable();
  }

  @Test
  void aSymbolicLinkThatIsOnlyThereAndWasRenamedHereGoesWhenItWasDeletedThere() throws Exception {
    bucket.write("before", "target".getBytes(StandardCharsets.UTF_8), Map.of("mode", "" + 0120777));
    rig.compare();
    rig.uploader.stopSync();
    rig.rename("before", "ours");
    bucket.remove("before");
    settle("ours");
    assertThat(rig.names("")).isEmpty();
    assertReadable();
  }

  @Test
  void aLinkMadeHereGoesWithTheFileThatWasDeletedThere() throws Exception {
    linkMadeHere();
    bucket.remove("a");
    settle("c");
    assertThat(rig.names("")).isEmpty();
    assertReadable();
  }

  @Test
  void aLinkMadeHereLeavesNoNameWithoutBytesWhereTheFileWasRenamedThere() throws Exception {
    linkMadeHere();
    rig.renameThere("a", "b");
    settle("c");
    assertThat(rig.names("")).contains("b").doesNotContain("a");
    assertThat(rig.cloudText("b")).isEqualTo("precious");
    assertReadable();
  }

  @Test
  void aLinkMadeHereGetsTheBytesThatTheFileWasGivenThere() throws Exception {
    linkMadeHere();
    write("a", "changed");
    settle("c");
    assertThat(rig.names("")).containsExactly("a", "c");
    assertThat(rig.cloudText("c")).isEqualTo("changed");
    assertReadable();
  }

  @Test
  void aLinkInPlaceOfANameGoesOnFromWhereItWasRenamedToThere() throws Exception {
    linkInPlaceOfItsName();
    rig.renameThere("a", "b");
    settle("c");
    assertThat(rig.names("")).containsExactly("c");
    assertThat(rig.cloudText("c")).isEqualTo("precious");
    assertReadable();
  }

  @Test
  void aLinkInPlaceOfANameGoesWithTheFileThatWasDeletedThere() throws Exception {
    linkInPlaceOfItsName();
    bucket.remove("a");
    settle("c");
    assertThat(rig.names("")).isEmpty();
    assertReadable();
  }

  @Test
  void aLinkInPlaceOfANameGetsTheBytesThatWereWrittenThere() throws Exception {
    linkInPlaceOfItsName();
    write("a", "changed");
    settle("c");
    assertThat(rig.names("")).containsExactly("c");
    assertThat(rig.cloudText("c")).isEqualTo("changed");
    assertReadable();
  }

  @Test
  void theOtherOfTwoNamesGoesWhenBothWereDeletedThere() throws Exception {
    twoNamesOfAFileThatIsOnlyThere();
    rig.rename("b", "moved");
    rig.rename("a", "b");
    bucket.remove("a");
    bucket.remove("b");
    settle("b");
    assertThat(rig.names("")).isEmpty();
    assertReadable();
  }

  @Test
  void oneOfTwoNamesThatWasRenamedHereAndWrittenThereGoesUpUnderItsNewName() throws Exception {
    twoNamesOfAFileThatIsOnlyThere();
    rig.rename("a", "c");
    write("a", "changed");
    settle("c");
    assertThat(rig.names("")).containsExactly("b", "c");
    assertThat(rig.cloudText("b")).isEqualTo("precious");
    assertThat(rig.cloudText("c")).isEqualTo("changed");
    assertReadable();
  }

  /** As on servers that give another ETag to what only its metadata were changed of. */
  private void changeAttributesLate(String key) throws Exception {
    Map<String, String> late = new HashMap<>(requireNonNull(bucket.metadata(key)));
    late.put("stratus-put", "late");
    rig.flights.abandoned("late", new ObjectKey(key));
    bucket.write(key, requireNonNull(bucket.bytes(key)), late);
    rig.index.change(
        change -> {
          CloudObject row = change.tables().objects().get(new ObjectKey(key)).orElseThrow();
          change.putObject(
              new CloudObject(
                  row.key(),
                  row.entry(),
                  row.inode(),
                  new ETag("of-parts-1"),
                  row.size(),
                  row.modifiedMillis(),
                  row.contentGeneration(),
                  row.metaGeneration(),
                  row.seq()));
          return row;
        });
  }

  @Test
  void anAbandonedChangeOfAttributesThatIsMadeLateTakesNoBytesAway() throws Exception {
    fileThatIsOnlyThere("a");
    rig.uploader.stopSync();
    rig.chmod("a", 0600);
    changeAttributesLate("a");
    settle("a");
    assertThat(rig.cloudText("a")).isEqualTo("precious");
    assertThat(bucket.metadata("a")).containsEntry("mode", Integer.toString(0100600));
    assertReadable();
  }
}
