package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SizeTurnsTest {

  private static final long LARGE = 8 << 20;

  private final WorkQueue queue = new WorkQueue(new SteadyTime(System::nanoTime), 2);
  private final SizeTurns turns = new SizeTurns(LARGE, queue);

  @Test
  void smallFilesWaitForNoTurn() {
    assertThat(turns.of(0)).isEmpty();
    assertThat(turns.of((256 << 10) - 1)).isEmpty();
  }

  @Test
  void filesThatGoUpInPartsTakeNoTurnFromOthers() {
    assertThat(begun(turns.of(LARGE).orElseThrow(), 0)).isEqualTo(4);
    assertThat(begun(turns.of(LARGE - 1).orElseThrow(), 100)).isEqualTo(12);
  }

  @Test
  void whoWaitsForATurnIsOfferedWhenOneEnds() throws Exception {
    Turns large = turns.of(LARGE).orElseThrow();
    begun(large, 0);
    large.await(new Job.Name(50));
    assertThat(queue.isEmpty()).isTrue();
    turns.end(3);
    assertThat(queue.take()).isEqualTo(new Job.Name(50));
    assertThat(large.tryBegin(50)).isTrue();
    assertThat(large.tryBegin(51)).isFalse();
  }

  /** How many of twenty names have got a turn. */
  private static long begun(Turns turns, long first) {
    return LongStream.range(first, first + 20).filter(turns::tryBegin).count();
  }
}
