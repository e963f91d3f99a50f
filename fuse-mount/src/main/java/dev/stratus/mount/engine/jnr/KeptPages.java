package dev.stratus.mount.engine.jnr;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.BitSet;

/**
 * The files of which the kernel may have pages, by the kernel's numbers, and of which version of
 * their bytes. There is no end to these numbers, so two files may share a place: then the pages of
 * one of them are forgotten without need.
 */
final class KeptPages {

  private static final int PLACES = 1 << 20;

  /** Those of a mount with few files take little memory. */
  private static final int PLACES_PER_PART = 1 << 10;

  private static final int UNKNOWN = 0;

  @GuardedBy("this")
  private final BitSet kept = new BitSet(PLACES);

  @GuardedBy("this")
  private final int[][] versions = new int[PLACES / PLACES_PER_PART][];

  /** A file is opened; tells whether the kernel may have pages of other bytes than it has now. */
  synchronized boolean opened(long node, int version) {
    int[] part = part(node);
    int known = part[place(node) % PLACES_PER_PART];
    part[place(node) % PLACES_PER_PART] = version;
    return known != version && known != UNKNOWN;
  }

  /** A file is closed that had those bytes, unless it is known that it was opened with others. */
  synchronized void closed(long node, int version) {
    kept.set(place(node));
    int[] part = part(node);
    if (part[place(node) % PLACES_PER_PART] == UNKNOWN) {
      part[place(node) % PLACES_PER_PART] = version;
    }
  }

  @GuardedBy("this")
  private int[] part(long node) {
    int part = place(node) / PLACES_PER_PART;
    if (versions[part] == null) {
      versions[part] = new int[PLACES_PER_PART];
    }
    return versions[part];
  }

  /** Takes a file out; tells whether it was in. */
  synchronized boolean remove(long node) {
    boolean wasKept = kept.get(place(node));
    kept.clear(place(node));
    return wasKept;
  }

  private static int place(long node) {
    return (int) Long.remainderUnsigned(node, PLACES);
  }
}
