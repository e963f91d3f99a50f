package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest nonces of some kind, and the keys that they belong to. Not thread safe. */
final class Nonces {

  private final int most;
  private final Map<String, ObjectKey> keys = new LinkedHashMap<>();

  Nonces(int most) {
    this.most = most;
  }

  void add(String nonce, ObjectKey key) {
    keys.put(nonce, key);
    if (keys.size() > most) {
      Iterator<String> oldest = keys.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  void remove(String nonce) {
    keys.remove(nonce);
  }

  /** Other tools carry our nonces along when they copy, but to other keys. */
  boolean has(String nonce, ObjectKey key) {
    return key.equals(keys.get(nonce));
  }
}
