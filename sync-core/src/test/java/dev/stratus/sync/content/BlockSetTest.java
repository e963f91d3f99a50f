package dev.stratus.sync.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSetTest {

  private static BlockSet of(long... bounds) {
    BlockSet set = new BlockSet();
    for (int i = 0; i < bounds.length; i += 2) {
      set.add(bounds[i], bounds[i + 1]);
    }
    return set;
  }

  private static BlockRange range(long first, long end) {
    return new BlockRange(first, end);
  }

  @Test
  void runsThatTouchBecomeOne() {
    assertThat(of(0, 3, 5, 8, 3, 5).runsBelow(100)).containsExactly(range(0, 8));
  }

  @Test
  void aRunSwallowsWhatItCovers() {
    assertThat(of(2, 3, 5, 6, 8, 12, 1, 9).runsBelow(100)).containsExactly(range(1, 12));
  }

  @Test
  void nothingIsAddedByAnEmptyRun() {
    assertThat(of(5, 5).runsBelow(100)).isEmpty();
  }

  @Test
  void gapsAreWhatIsNotThere() {
    assertThat(of(2, 4, 6, 8).missing(0, 10))
        .containsExactly(range(0, 2), range(4, 6), range(8, 10));
    assertThat(of(0, 10).missing(3, 7)).isEmpty();
    assertThat(of(0, 5).missing(3, 7)).containsExactly(range(5, 7));
    assertThat(of(5, 6).missing(5, 5)).isEmpty();
  }

  @Test
  void cuttingSplitsARun() {
    BlockSet set = of(0, 3, 5, 9);
    set.removeFrom(7);
    assertThat(set.runsBelow(100)).containsExactly(range(0, 3), range(5, 7));
    set.removeFrom(3);
    assertThat(set.runsBelow(100)).containsExactly(range(0, 3));
  }

  @Test
  void aCopyChangesOnItsOwn() {
    BlockSet set = of(0, 3);
    BlockSet copy = set.copy();
    copy.add(3, 4);
    assertThat(set.contains(3)).isFalse();
    assertThat(copy.contains(3)).isTrue();
  }

  /** Compares with one bit for each block. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itIsTheSameAsABitForEachBlock(long seed) {
    Random random = new Random(seed);
    BlockSet set = new BlockSet();
    BitSet bits = new BitSet();
    for (int step = 0; step < 500; step++) {
      int first = random.nextInt(200);
      int end = first + random.nextInt(20);
      if (random.nextInt(20) == 0) {
        set.removeFrom(first);
        bits.clear(first, 300);
      } else {
        set.add(first, end);
        bits.set(first, end);
      }
      assertSame(set, bits, first, end);
      assertSame(BlockSet.decode(set.encode()), bits, first, end);
    }
  }

  private static void assertSame(BlockSet set, BitSet bits, int first, int end) {
    List<Long> missing = new ArrayList<>();
    for (BlockRange gap : set.missing(first, end)) {
      for (long block = gap.first(); block < gap.end(); block++) {
        missing.add(block);
      }
    }
    List<Long> expected = new ArrayList<>();
    for (int block = first; block < end; block++) {
      assertThat(set.contains(block)).isEqualTo(bits.get(block));
      if (!bits.get(block)) {
        expected.add((long) block);
      }
    }
    assertThat(missing).isEqualTo(expected);
    assertThat(set.countBelow(end)).isEqualTo(bits.get(0, end).cardinality());
  }
}
