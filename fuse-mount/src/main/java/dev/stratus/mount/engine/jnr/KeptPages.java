package dev.stratus.mount.engine.jnr;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.BitSet;

/**
 * The files of which the kernel may have pages, by the kernel's numbers. There is no end to these,
 * so two files may share a place: then one of them is forgotten without need.
 */
final class KeptPages {

  private static final int PLACES = 1 << 20;

  @GuardedBy("this")
  private final BitSet kept = new BitSet(PLACES);

  synchronized void add(long node) {
    kept.set(place(node));
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
