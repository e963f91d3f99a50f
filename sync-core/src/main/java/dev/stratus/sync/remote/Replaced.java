package dev.stratus.sync.remote;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** What our latest uploads replaced, by key. Not thread safe. */
final class Replaced {

  private final int most;
  private final Map<ObjectKey, ETag> byKey = new LinkedHashMap<>();

  Replaced(int most) {
    this.most = most;
  }

  void add(ObjectKey key, ETag former) {
    byKey.remove(key);
    byKey.put(key, former);
    if (byKey.size() > most) {
      byKey.remove(byKey.keySet().iterator().next());
    }
  }

  /** Whether an object has the bytes that were under a key before our upload. */
  boolean has(ObjectKey key, ETag etag) {
    ETag former = byKey.get(key);
    return former != null && (former.equals(etag) || etag.isOnePartOf(former));
  }
}
