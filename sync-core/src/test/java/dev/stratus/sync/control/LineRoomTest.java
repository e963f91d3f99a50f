package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How long the lines of all clients may be together. */
class LineRoomTest {

  private static final int MIB = 1 << 20;

  private final LineRoom room = new LineRoom();

  private static void assertRefused(ControlFailure failure, LineRoom.Share share, int bytes) {
    assertThatThrownBy(() -> share.require(bytes))
        .isInstanceOfSatisfying(
            ControlException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void theLongestLineLeavesOthersOnlyShortOnes() throws Exception {
    LineRoom.Share one = room.share(false);
    LineRoom.Share other = room.share(false);
    one.require(9 * MIB);
    one.require(16 * MIB);
    assertRefused(ControlFailure.OVERLOADED, other, 2 * MIB);
    other.require(LineRoom.SHORT);
    one.free();
    other.require(16 * MIB);
    other.free();
    one.require(16 * MIB);
  }

  @Test
  void strangersHaveLittleOfIt() throws Exception {
    LineRoom.Share stranger = room.share(true);
    LineRoom.Share another = room.share(true);
    assertRefused(ControlFailure.INVALID, stranger, 3 * MIB);
    stranger.require(2 * MIB);
    assertRefused(ControlFailure.OVERLOADED, another, MIB);
    another.require(LineRoom.SHORT);
    room.share(false).require(14 * MIB);
    stranger.free();
    another.require(MIB);
  }

  @Test
  void whatIsRefusedTakesNothing() throws Exception {
    LineRoom.Share owner = room.share(false);
    owner.require(15 * MIB);
    LineRoom.Share stranger = room.share(true);
    assertRefused(ControlFailure.OVERLOADED, stranger, 2 * MIB);
    owner.free();
    stranger.free();
    room.share(true).require(2 * MIB);
  }
}
