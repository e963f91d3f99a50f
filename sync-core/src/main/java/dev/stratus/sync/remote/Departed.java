package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectKey;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that lost their objects lately, as we know for certain: a listing that still names one
 * may be late. Not thread safe.
 */
final class Departed {

  private final int most;
  private final Set<ObjectKey> byAge = new LinkedHashSet<>();
  private final TreeSet<String> byName = new TreeSet<>();

  Departed(int most) {
    this.most = most;
  }

  void add(ObjectKey key) {
    remove(key);
    byAge.add(key);
    byName.add(key.value());
    if (byAge.size() > most) {
      Iterator<ObjectKey> all = byAge.iterator();
      byName.remove(all.next().value());
      all.remove();
    }
  }

  void remove(ObjectKey key) {
    byAge.remove(key);
    byName.remove(key.value());
  }

  boolean has(ObjectKey key) {
    return byAge.contains(key);
  }

  /** Whether one of them begins so. */
  boolean hasBelow(String prefix) {
    String first = byName.ceiling(prefix);
    return first != null && first.startsWith(prefix);
  }
}
