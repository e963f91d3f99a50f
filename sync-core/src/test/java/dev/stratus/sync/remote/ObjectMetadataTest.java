package dev.stratus.sync.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.UserMetadata;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.index.Inode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which attributes travel. */
final class ObjectMetadataTest {

  private static final Inode FILE =
      Inode.create(20, FileMode.REGULAR | 04755, "0b54a7a3-1c52-4fca-8b5c-1e3a0c3ce5a0")
          .owner(1000, -2)
          .mtime(1_700_000_000_123_456_789L)
          .rdev(260)
          .linkGroup("group-1")
          .contentGeneration(5, "content-5")
          .done();

  @Test
  void whatIsWrittenIsRead() {
    Map<String, byte[]> xattrs =
        Map.of(
            "user.a",
            new byte[] {0, 1, (byte) 0xFF},
            "user.ü",
            "".getBytes(StandardCharsets.UTF_8));
    ObjectAttributes read = ObjectMetadata.decode(ObjectMetadata.encode(FILE, xattrs, "nonce"));
    assertThat(read.mode()).hasValue(FileMode.REGULAR | 04755);
    assertThat(read.uid()).hasValue(1000);
    assertThat(read.gid()).hasValue(-2);
    assertThat(read.mtime()).hasValue(1_700_000_000_123_456_789L);
    assertThat(read.rdev()).hasValue(260);
    assertThat(read.cloudId()).hasValue(FILE.cloudId());
    assertThat(read.contentId()).hasValue("content-5");
    assertThat(read.nonce()).hasValue("nonce");
    assertThat(read.linkGroup()).hasValue("group-1");
    assertThat(read.xattrs()).containsOnlyKeys("user.a", "user.ü");
    assertThat(read.xattrs().get("user.a")).containsExactly(0, 1, 0xFF);
  }

  @Test
  void theNumbersAreThoseOfOtherTools() {
    Map<String, String> metadata = ObjectMetadata.encode(FILE, Map.of(), "nonce");
    assertThat(metadata)
        .containsEntry("mode", Integer.toString(FileMode.REGULAR | 04755))
        .containsEntry("gid", "4294967294")
        .containsEntry("mtime", "1700000000.123456789")
        .doesNotContainKey("stratus-xattr");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, -1, 999_999_999, -999_999_999, -1_000_000_000, -1_500_000_000, 1L << 60})
  void everyTimeSurvives(long nanos) {
    Map<String, String> metadata = Map.of("mtime", ObjectMetadata.seconds(nanos));
    assertThat(ObjectMetadata.decode(metadata).mtime()).isEqualTo(OptionalLong.of(nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "33188, 33188",
    "0100644, 33188",
    "0644, 420",
    "420, 420",
  })
  void modesOfOtherToolsAreRead(String text, int mode) {
    assertThat(ObjectMetadata.decode(Map.of("mode", text)).mode()).isEqualTo(OptionalInt.of(mode));
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, 1700000000000000000",
    "1700000000.5, 1700000000500000000",
    "1700000000.1234567891234, 1700000000123456789",
    "2023-11-14T22:13:20Z, 1700000000000000000",
    "2023-11-14T23:13:20.000000001+01:00, 1700000000000000001",
  })
  void timesOfOtherToolsAreRead(String text, long nanos) {
    assertThat(ObjectMetadata.decode(Map.of("mtime", text)).mtime())
        .isEqualTo(OptionalLong.of(nanos));
  }

  @Test
  void nonsenseCountsAsAbsent() {
    ObjectAttributes read =
        ObjectMetadata.decode(
            Map.of(
                "mode", "rwx",
                "uid", "root",
                "gid", "-1",
                "mtime", "99999999999",
                "stratus-id", "../../etc",
                "stratus-rdev", "",
                "stratus-xattr", "BBBB"));
    assertThat(read.mode()).isEmpty();
    assertThat(read.uid()).isEmpty();
    assertThat(read.gid()).isEmpty();
    assertThat(read.mtime()).isEmpty();
    assertThat(read.cloudId()).isEmpty();
    assertThat(read.rdev()).isEmpty();
    assertThat(read.xattrs()).isEmpty();
  }

  @Test
  void attributesThatWouldNotFitAreToldBefore() {
    int room = UserMetadata.MAX_BYTES;
    assertThat(ObjectMetadata.fits(FILE, Map.of("user.a", new byte[room / 2]))).isTrue();
    assertThat(ObjectMetadata.fits(FILE, Map.of("user.a", new byte[room]))).isFalse();
    assertThat(ObjectMetadata.fits(FILE, Map.of("user.a", new byte[100_000]))).isFalse();
  }

  @Test
  void whatWasRenamedSaysOfWhichKeyWhereThereIsRoom() {
    Map<String, String> metadata =
        ObjectMetadata.withOrigin(
            ObjectMetadata.encode(FILE, Map.of(), "nonce"), new ObjectKey("before"));
    assertThat(ObjectMetadata.isFrom(info(metadata), new ObjectKey("before"))).contains(true);
    assertThat(ObjectMetadata.isFrom(info(metadata), new ObjectKey("other"))).contains(false);
    Map<String, String> full = Map.of("k", "x".repeat(UserMetadata.MAX_BYTES - 20));
    assertThat(ObjectMetadata.withOrigin(full, new ObjectKey("before"))).isEqualTo(full);
    assertThat(ObjectMetadata.isFrom(info(full), new ObjectKey("before"))).isEmpty();
  }

  private static ObjectInfo info(Map<String, String> metadata) {
    return new ObjectInfo(
        new ObjectKey("now"), 1, new ETag("e"), Instant.EPOCH, Optional.of(metadata));
  }
}
