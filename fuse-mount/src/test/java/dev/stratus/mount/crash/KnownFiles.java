package dev.stratus.mount.crash;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Files that nobody changes, and whose bytes whoever knows their numbers can tell. */
final class KnownFiles {

  private static final int MIB = 1 << 20;

  /** Small ones that go as a whole, some that lose blocks while they are read, and large ones. */
  private static final List<Integer> SIZES =
      List.of(100, 20_000, 65_536, 200_000, 300_001, 3 * MIB + 5, 12 * MIB + 70_000);

  private static final int OF_EACH_SIZE = 5;

  private KnownFiles() {}

  static int count() {
    return SIZES.size() * OF_EACH_SIZE;
  }

  static String path(int number) {
    return "known/file" + number;
  }

  static byte[] bytes(int number) {
    byte[] bytes = new byte[SIZES.get(number % SIZES.size())];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  static long totalBytes() {
    return IntStream.range(0, count()).mapToLong(number -> bytes(number).length).sum();
  }
}
