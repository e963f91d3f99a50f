package dev.stratus.sync.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ByteRange;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadPatternTest {

  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long LARGE = 1L << 30;

  private final DownloadSettings settings = DownloadSettings.defaults();
  private final ReadPattern pattern = new ReadPattern(settings, new Throughput());
  private long now;

  private ReadPattern.Wish note(long offset, long end, long limit, boolean missing) {
    return pattern.note(offset, end, limit, missing, now);
  }

  @Test
  void aSmallFileIsWantedWhole() {
    assertThat(note(5000, 5001, MIB, true))
        .isEqualTo(new ReadPattern.Wish(0, MIB, settings.wholeFile()));
  }

  @Test
  void nothingIsWantedOfWhatIsHere() {
    assertThat(note(0, 100, MIB, false)).isEqualTo(ReadPattern.Wish.NOTHING);
  }

  @Test
  void theFirstReadOfALargeFileBringsLittle() {
    assertThat(note(0, 128 * KIB, LARGE, true).end()).isEqualTo(settings.firstWindow());
  }

  @Test
  void aReadElsewhereBringsItsOwnBytes() {
    assertThat(note(100 * MIB, 100 * MIB + 10, LARGE, true).end()).isEqualTo(100 * MIB + 10);
  }

  @Test
  void readingTheSameAgainAsksForNothingAhead() {
    note(100 * MIB, 100 * MIB + 10, LARGE, true);
    assertThat(note(100 * MIB, 100 * MIB + 10, LARGE, false)).isEqualTo(ReadPattern.Wish.NOTHING);
  }

  @Test
  void theWindowGrowsWithWhatWasReadUpToItsBound() {
    long asked = 0;
    long widest = 0;
    for (long offset = 0; offset < LARGE / 2; offset += 128 * KIB) {
      long end = offset + 128 * KIB;
      ReadPattern.Wish wish = note(offset, end, LARGE, asked < end);
      if (wish.end() > 0) {
        assertThat(wish.segment()).isBetween(settings.firstWindow(), settings.segment());
        asked = Math.max(asked, wish.end());
        widest = Math.max(widest, asked - end);
      }
      assertThat(asked).isGreaterThanOrEqualTo(end);
      assertThat(asked - end).isLessThanOrEqualTo(Math.max(settings.firstWindow(), 2 * end));
    }
    assertThat(widest).isBetween(settings.maxWindow() - settings.segment(), settings.maxWindow());
  }

  @Test
  void readsOfOneProgramMayComeInMixedOrder() {
    note(0, 128 * KIB, LARGE, true);
    note(256 * KIB, 384 * KIB, LARGE, true);
    ReadPattern.Wish wish = note(128 * KIB, 256 * KIB, LARGE, true);
    assertThat(wish.end()).isEqualTo(256 * KIB);
    assertThat(note(384 * KIB, 512 * KIB, LARGE, false).end()).isGreaterThan(MIB);
  }

  @Test
  void aReadThatComesFarTooEarlyDoesNotNarrowTheWindow() {
    readInOrder(0, 64 * MIB);
    note(65 * MIB, 65 * MIB + 128 * KIB, LARGE, false);
    assertThat(readInOrder(64 * MIB, 80 * MIB))
        .isBetween(80 * MIB + settings.maxWindow() - settings.segment(), 144 * MIB);
  }

  /** Returns how far was asked for. */
  private long readInOrder(long from, long end) {
    long asked = 0;
    for (long offset = from; offset < end; offset += 128 * KIB) {
      asked = Math.max(asked, note(offset, offset + 128 * KIB, LARGE, false).end());
    }
    return asked;
  }

  @Test
  void severalProgramsMayReadInOrderAtOnce() {
    long one = 0;
    long other = 0;
    for (long offset = 0; offset < 8 * MIB; offset += 128 * KIB) {
      long second = LARGE / 2 + offset;
      one = Math.max(one, note(offset, offset + 128 * KIB, LARGE, false).end());
      other = Math.max(other, note(second, second + 128 * KIB, LARGE, false).end());
    }
    assertThat(one).isGreaterThan(16 * MIB);
    assertThat(other).isGreaterThan(LARGE / 2 + 16 * MIB);
  }

  @Test
  void theEndOfTheFileIsAskedForOnce() {
    long limit = 2 * MIB;
    note(0, 512 * KIB, limit, true);
    assertThat(note(512 * KIB, MIB, limit, false).end()).isEqualTo(limit);
    assertThat(note(MIB, MIB + 512 * KIB, limit, false)).isEqualTo(ReadPattern.Wish.NOTHING);
  }

  @Test
  void whoReadsBackwardsIsRunAheadBackwards() {
    long asked = LARGE;
    int requests = 0;
    for (long end = LARGE; end > LARGE - 16 * MIB; end -= 128 * KIB) {
      ReadPattern.Wish wish = note(end - 128 * KIB, end, LARGE, asked > end - 128 * KIB);
      if (wish.end() > 0) {
        assertThat(wish.end()).isEqualTo(end);
        asked = Math.min(asked, wish.start());
        requests++;
      }
    }
    assertThat(asked).isLessThan(LARGE - 32 * MIB);
    assertThat(requests).isLessThan(40);
  }

  @Test
  void aReadJustBeforeAnotherMayBeChance() {
    note(100 * MIB, 101 * MIB, LARGE, true);
    assertThat(note(99 * MIB, 100 * MIB, LARGE, true))
        .isEqualTo(new ReadPattern.Wish(99 * MIB, 100 * MIB, settings.firstWindow() * 2));
  }

  @Test
  void aReaderThatBeginsAtTheFrontHasNothingBeforeIt() {
    note(0, 128 * KIB, LARGE, true);
    assertThat(note(128 * KIB, 256 * KIB, LARGE, true).start()).isEqualTo(128 * KIB);
  }

  @Test
  void whoSkipsEquallyMuchFindsTheNextReadsHere() {
    for (long i = 0; i < 3; i++) {
      note(i * 10 * MIB, i * 10 * MIB + 64 * KIB, LARGE, true);
    }
    assertThat(pattern.skippedTo())
        .contains(new ByteRange(30 * MIB, 30 * MIB + 64 * KIB))
        .allMatch(range -> range.start() % (10 * MIB) == 0 && range.length() == 64 * KIB)
        .hasSizeLessThanOrEqualTo(8);
    note(30 * MIB, 30 * MIB + 64 * KIB, LARGE, false);
    assertThat(pattern.skippedTo()).noneMatch(range -> range.start() == 40 * MIB).isNotEmpty();
  }

  @Test
  void whoSkipsBackwardsFindsThemToo() {
    for (long i = 50; i > 47; i--) {
      note(i * 10 * MIB, i * 10 * MIB + 64 * KIB, LARGE, true);
    }
    assertThat(pattern.skippedTo()).contains(new ByteRange(470 * MIB, 470 * MIB + 64 * KIB));
  }

  @Test
  void whoJumpsAboutGetsNothingAhead() {
    for (long offset : new long[] {10, 30, 40, 90, 20, 70, 71, 5}) {
      note(offset * MIB, offset * MIB + 4 * KIB, LARGE, true);
      assertThat(pattern.skippedTo()).isEmpty();
    }
  }

  @Test
  void nothingIsSkippedToBehindTheEnd() {
    for (long i = 0; i < 6; i++) {
      note(i * 10 * MIB, i * 10 * MIB + 64 * KIB, 62 * MIB, true);
      assertThat(pattern.skippedTo()).allMatch(range -> range.end() <= 62 * MIB);
    }
  }

  @Test
  void aProgramFollowsWhatItWasGivenAheadUntilItGoesOnElsewhere() {
    readInOrder(0, 8 * MIB);
    ByteRange ahead = new ByteRange(12 * MIB, 13 * MIB);
    assertThat(pattern.isFollowed(ahead, 0, now)).isTrue();
    now += TimeUnit.MILLISECONDS.toNanos(1500);
    assertThat(pattern.isFollowed(ahead, 0, now)).isTrue();

    note(100 * MIB, 100 * MIB + 10, LARGE, true);
    assertThat(pattern.isFollowed(ahead, 0, now)).isFalse();

    note(8 * MIB, 8 * MIB + 10, LARGE, false);
    assertThat(pattern.isFollowed(ahead, 0, now)).isTrue();
  }

  @Test
  void aProgramThatRestsDoesNotFollowUnlessItWaits() {
    readInOrder(0, 8 * MIB);
    now += TimeUnit.SECONDS.toNanos(3);
    ByteRange ahead = new ByteRange(12 * MIB, 13 * MIB);
    assertThat(pattern.isFollowed(ahead, 0, now)).isFalse();
    assertThat(pattern.isFollowed(ahead, 1, now)).isTrue();
  }

  @Test
  void twoProgramsThatReadByTurnsBothFollow() {
    for (long offset = 0; offset < 4 * MIB; offset += 128 * KIB) {
      note(offset, offset + 128 * KIB, LARGE, false);
      now += TimeUnit.MILLISECONDS.toNanos(400);
      note(LARGE / 2 + offset, LARGE / 2 + offset + 128 * KIB, LARGE, false);
    }
    assertThat(pattern.isFollowed(new ByteRange(6 * MIB, 7 * MIB), 0, now)).isTrue();
    long second = LARGE / 2 + 6 * MIB;
    assertThat(pattern.isFollowed(new ByteRange(second, second + MIB), 0, now)).isTrue();
  }

  @Test
  void whoReadsBackwardsFollowsWhatLiesBefore() {
    for (long end = LARGE; end > LARGE - 16 * MIB; end -= 128 * KIB) {
      note(end - 128 * KIB, end, LARGE, false);
    }
    ByteRange before = new ByteRange(LARGE - 20 * MIB, LARGE - 19 * MIB);
    assertThat(pattern.isFollowed(before, 0, now)).isTrue();
    assertThat(pattern.isFollowed(new ByteRange(0, MIB), 0, now)).isFalse();
  }

  @Test
  void whoseReadsTakeLongStillFollowsTheirEnd() {
    readInOrder(0, 8 * MIB);
    note(LARGE / 2, LARGE / 2 + 10, LARGE, true);
    now += TimeUnit.SECONDS.toNanos(5);
    pattern.seen(8 * MIB, now);
    assertThat(pattern.isFollowed(new ByteRange(12 * MIB, 13 * MIB), 0, now)).isTrue();
  }

  @Test
  void whatDoesNotComeIsAskedForAgain() {
    readInOrder(0, 8 * MIB);
    pattern.lose(new ByteRange(10 * MIB, 12 * MIB));
    ReadPattern.Wish wish = note(8 * MIB, 8 * MIB + 128 * KIB, LARGE, false);
    assertThat(wish.start()).isEqualTo(10 * MIB);
    assertThat(wish.end()).isGreaterThanOrEqualTo(12 * MIB);
  }

  @Test
  void whatDoesNotComeBeforeAReaderIsAskedForAgainToo() {
    for (long end = LARGE; end > LARGE - 16 * MIB; end -= 128 * KIB) {
      note(end - 128 * KIB, end, LARGE, false);
    }
    pattern.lose(new ByteRange(LARGE - 20 * MIB, LARGE - 18 * MIB));
    long end = LARGE - 16 * MIB;
    ReadPattern.Wish wish = note(end - 128 * KIB, end, LARGE, false);
    assertThat(wish.start()).isLessThanOrEqualTo(LARGE - 20 * MIB);
    assertThat(wish.end()).isEqualTo(end);
  }
}
