package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.index.Inode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final long BLOCK = Blocks.SIZE;

  /** Three blocks and a half, all in the cloud. */
  private static final long SIZE = 3 * BLOCK + BLOCK / 2;

  private static Presence nothingHere() {
    Inode row = Inode.create(20, FileMode.REGULAR, "id").size(SIZE).base(7, SIZE).done();
    return Presence.of(row, Optional.empty());
  }

  @Test
  void ofACloudOnlyFileEverythingIsMissing() {
    Presence presence = nothingHere();
    assertThat(presence.baseGeneration()).isEqualTo(7);
    assertThat(presence.missing(0, SIZE)).containsExactly(new BlockRange(0, 4));
    assertThat(presence.missingBytes()).isEqualTo(SIZE);
    assertThat(presence.isComplete()).isFalse();
  }

  @Test
  void whatWasFetchedMayBeReadButIsNotRecorded() {
    Presence presence = nothingHere();
    presence.fetched(1, 2);
    assertThat(presence.missing(BLOCK, 2 * BLOCK)).isEmpty();
    assertThat(presence.missingBytes()).isEqualTo(SIZE - BLOCK);
    assertThat(presence.unrecordedBytes()).isEqualTo(SIZE);
    presence.record(presence.copyOfPresent());
    assertThat(presence.unrecordedBytes()).isEqualTo(SIZE - BLOCK);
  }

  @Test
  void whatWasWrittenIsRecordedAtOnce() {
    Presence presence = nothingHere();
    assertThat(presence.written(BLOCK, 3 * BLOCK)).isTrue();
    assertThat(presence.unrecordedBytes()).isEqualTo(SIZE - 2 * BLOCK);
    assertThat(presence.written(BLOCK, BLOCK + 1)).isFalse();
  }

  @Test
  void whatIsBeyondTheBaseIsAlwaysHere() {
    Presence presence = nothingHere();
    assertThat(presence.missing(4 * BLOCK, 9 * BLOCK)).isEmpty();
    assertThat(presence.written(4 * BLOCK, 9 * BLOCK)).isFalse();
  }

  @Test
  void aCutVoidsTheBaseForGood() {
    Presence presence = nothingHere();
    presence.fetched(0, 1);
    presence.written(2 * BLOCK, 3 * BLOCK);
    Presence cut = presence.limitedTo(BLOCK + 100);
    assertThat(cut.missing(0, SIZE)).containsExactly(new BlockRange(1, 2));
    assertThat(cut.missingBytes()).isEqualTo(100);
    assertThat(cut.limitedTo(SIZE).missingBytes()).isEqualTo(100);
    assertThat(cut.unrecordedBytes()).isEqualTo(BLOCK + 100);
    assertThat(presence.limitedTo(0).isComplete()).isTrue();
  }

  @Test
  void itIsReadBackAsItWasRecorded() {
    Presence presence = nothingHere();
    presence.written(BLOCK, 2 * BLOCK);
    presence.fetched(3, 4);
    Inode row = Inode.create(20, FileMode.REGULAR, "id").size(SIZE).base(7, SIZE).done();
    Presence again = Presence.of(row, Optional.of(presence.encodeRecorded()));
    assertThat(again.missing(0, SIZE)).containsExactly(new BlockRange(0, 1), new BlockRange(2, 4));
  }

  @Test
  void aCompleteFileNeedsNoBase() {
    Presence presence = nothingHere();
    presence.fetched(0, 4);
    assertThat(presence.isComplete()).isTrue();
    assertThat(presence.isRecordedComplete()).isFalse();
    presence.record(presence.copyOfPresent());
    assertThat(presence.isRecordedComplete()).isTrue();
    presence.complete();
    assertThat(presence.baseLimit()).isZero();
    assertThat(presence.isComplete()).isTrue();
    assertThat(presence.missingBytes()).isZero();
  }
}
