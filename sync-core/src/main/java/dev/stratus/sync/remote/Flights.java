package dev.stratus.sync.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.Index;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys whose objects we are changing now, or have changed since a page of a listing was asked
 * for. What a listing says of them may be older or newer than what the index says, so it says
 * nothing. One writer at a time has a key.
 */
public final class Flights {

  /** Events are late by seconds at most; so many attempts take longer. */
  private static final int MAX_SENT = 10_000;

  private static final int MAX_DEPARTED = 20_000;

  private final Index index;

  @GuardedBy("this")
  private final Set<ObjectKey> underWay = new HashSet<>();

  /** Keys that were given back while a listing was outstanding, with the counter at that time. */
  @GuardedBy("this")
  private final Map<ObjectKey, Long> ended = new HashMap<>();

  /** By name: keys of attempts of which nobody knows yet whether they were done. */
  @GuardedBy("this")
  private final Map<Long, ObjectKey> suspects = new HashMap<>();

  @GuardedBy("this")
  private final Map<ObjectKey, Integer> suspectKeys = new HashMap<>();

  @GuardedBy("this")
  private int outstanding;

  /** Nonces of our latest attempts. */
  @GuardedBy("this")
  private final Nonces sent = new Nonces(MAX_SENT);

  /** Of those, what was given up as not made: a server may still make it. */
  @GuardedBy("this")
  private final Nonces abandoned = new Nonces(MAX_SENT);

  @GuardedBy("this")
  private final Departed departed = new Departed(MAX_DEPARTED);

  @GuardedBy("this")
  private final Replaced replaced = new Replaced(MAX_SENT);

  public Flights(Index index) {
    this.index = index;
  }

  /**
   * Takes all of these keys, or none of them if somebody has one, or if an attempt on one may still
   * turn out to have been made.
   */
  public synchronized boolean tryBegin(Collection<ObjectKey> keys) {
    for (ObjectKey key : keys) {
      if (underWay.contains(key) || suspectKeys.containsKey(key)) {
        return false;
      }
    }
    underWay.addAll(keys);
    index.nextSeq();
    return true;
  }

  /** Gives keys back, after what came of the request is in the index. */
  public synchronized void end(Collection<ObjectKey> keys) {
    long now = index.nextSeq();
    for (ObjectKey key : keys) {
      underWay.remove(key);
      if (outstanding > 0) {
        ended.put(key, now);
      }
    }
  }

  /** An attempt is made whose event is to be known as our own. */
  public synchronized void sent(String nonce, ObjectKey key) {
    sent.add(nonce, key);
    abandoned.remove(nonce);
  }

  synchronized boolean hasSent(String nonce, ObjectKey key) {
    return sent.has(nonce, key);
  }

  /** Other bytes than before are under a key now, and they are ours. */
  public synchronized void replaced(ObjectKey key, ETag former) {
    replaced.add(key, former);
  }

  /**
   * Whether an object has the bytes that our latest upload under a key replaced: whoever made it of
   * the object there did not know of ours.
   */
  synchronized boolean hasReplaced(ObjectKey key, ObjectInfo other) {
    return replaced.has(key, other.etag());
  }

  /** An attempt was not made, as far as can be seen; its name may go another way now. */
  public synchronized void abandoned(String nonce, ObjectKey key) {
    abandoned.add(nonce, key);
  }

  /** Whether an object is what the server made of an attempt after we had given it up. */
  public synchronized boolean isLate(ObjectInfo info) {
    return Adoption.attributes(info)
        .nonce()
        .filter(nonce -> abandoned.has(nonce, info.key()))
        .isPresent();
  }

  /** Whether we are changing the object of a key, or may have changed it. */
  public synchronized boolean isUnderWay(ObjectKey key) {
    return underWay.contains(key) || suspectKeys.containsKey(key);
  }

  /** An attempt begins that may have to be recognised later. */
  public synchronized void suspect(long entry, ObjectKey key) {
    cleared(entry);
    suspects.put(entry, key);
    suspectKeys.merge(key, 1, Integer::sum);
  }

  /** It is known what came of the attempt. */
  public synchronized void cleared(long entry) {
    ObjectKey key = suspects.remove(entry);
    if (key != null) {
      suspectKeys.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** It is certain that there is no object under a key any more. */
  public synchronized void departed(ObjectKey key) {
    departed.add(key);
  }

  /** It is certain that there is one again. */
  synchronized void returned(ObjectKey key) {
    departed.remove(key);
  }

  /** Whether a listing that names a key may be too old to be believed. */
  synchronized boolean hasDeparted(ObjectKey key) {
    return departed.has(key);
  }

  /** A listing is about to be asked for; returns the counter for {@link #touched}. */
  synchronized long ask() {
    outstanding++;
    return index.seq();
  }

  /** What the listing said is in the index. */
  synchronized void answered() {
    outstanding--;
    if (outstanding == 0) {
      ended.clear();
    }
  }

  /** Whether what a page that was asked for then says of a key may be out of date. */
  synchronized boolean touched(ObjectKey key, long asked) {
    return underWay.contains(key)
        || suspectKeys.containsKey(key)
        || ended.getOrDefault(key, Long.MIN_VALUE) > asked;
  }

  /** Whether what a listing that was asked for then says of keys that begin so may be too old. */
  synchronized boolean touchedBelow(String prefix, long asked) {
    return departed.hasBelow(prefix)
        || underWay.stream().anyMatch(key -> key.value().startsWith(prefix))
        || suspectKeys.keySet().stream().anyMatch(key -> key.value().startsWith(prefix))
        || ended.entrySet().stream()
            .anyMatch(end -> end.getValue() > asked && end.getKey().value().startsWith(prefix));
  }
}
