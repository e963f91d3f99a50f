package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

  private static final long MIB = 1 << 20;

  private final ReadMarks marks = new ReadMarks();

  private static BlockSet mebibytes(long first, long end) {
    BlockSet blocks = new BlockSet();
    blocks.add(first * 16, end * 16);
    return blocks;
  }

  private static BlockRange range(long first, long end) {
    return new BlockRange(first * 16, end * 16);
  }

  @Test
  void whatWasReadFirstGoesFirst() {
    for (long offset = 0; offset < 8 * MIB; offset += MIB) {
      marks.read(offset, offset + MIB);
    }
    assertThat(marks.choose(mebibytes(0, 8), 32)).containsExactly(range(0, 2));
    assertThat(marks.choose(mebibytes(2, 8), 1)).containsExactly(range(2, 3));
  }

  @Test
  void whatIsReadAgainStays() {
    marks.read(0, 8 * MIB);
    assertThat(marks.choose(mebibytes(0, 8), 16)).containsExactly(range(0, 1));
    marks.read(MIB, 2 * MIB);
    assertThat(marks.choose(mebibytes(1, 8), 32)).containsExactly(range(2, 4));
  }

  @Test
  void ofAFileThatNobodyReadTheEndGoesFirst() {
    assertThat(marks.choose(mebibytes(0, 8), 17)).containsExactly(range(6, 8));
    assertThat(marks.choose(mebibytes(0, 6), 16)).containsExactly(range(5, 6));
    marks.read(0, MIB);
    assertThat(marks.choose(mebibytes(0, 5), 16)).containsExactly(range(1, 2));
  }

  @Test
  void thereAreNotMoreThanThereAre() {
    assertThat(marks.choose(new BlockSet(), 100)).isEqualTo(List.of());
    marks.read(0, MIB);
    assertThat(marks.choose(mebibytes(0, 2), 100)).containsExactly(range(0, 2));
  }
}
