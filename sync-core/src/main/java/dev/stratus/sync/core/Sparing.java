package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.rounds.Obstacles;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Spares the machine: lets what can wait rest while its conditions keep it back. */
final class Sparing {

  /** What keeps what back. */
  private record Kept(Set<Trouble> uploads, Set<Trouble> asked, Set<Trouble> unasked) {
    static final Kept NOTHING = new Kept(Set.of(), Set.of(), Set.of());
  }

  private final Conditions conditions;
  private final long ageNanos;
  private final MeteredUse metered;
  private final Uploader uploader;
  private final LongSupplier ticker;

  /** Told that downloads are to rest, or may go on. */
  private volatile Runnable listener = () -> {};

  private volatile Kept kept = Kept.NOTHING;

  @GuardedBy("this")
  private long looked;

  @GuardedBy("this")
  private boolean fresh;

  /** The rounds that somebody asked for. */
  @GuardedBy("this")
  private final Set<RoundScope> forced = new HashSet<>();

  Sparing(Tuning tuning, MeteredUse metered, Uploader uploader, LongSupplier ticker) {
    this.conditions = tuning.conditions();
    this.ageNanos = tuning.conditionsAge().toNanos();
    this.metered = metered;
    this.uploader = uploader;
    this.ticker = ticker;
  }

  void onChange(Runnable told) {
    listener = told;
  }

  /** Looks, from time to time, and tells what keeps uploads back; they rest meanwhile. */
  Set<Trouble> look() {
    Kept before = kept;
    if (refresh()) {
      uploader.rest(!kept.uploads().isEmpty());
      if (!kept.asked().equals(before.asked()) || !kept.unasked().equals(before.unasked())) {
        listener.run();
      }
    }
    return kept.uploads();
  }

  private synchronized boolean refresh() {
    long now = ticker.getAsLong();
    if (fresh && now - looked < ageNanos) {
      return false;
    }
    kept =
        new Kept(
            Obstacles.of(conditions, !forced.isEmpty(), metered.uploads()),
            Obstacles.of(conditions, true, metered.downloads()),
            Obstacles.of(conditions, false, metered.downloads()));
    looked = now;
    fresh = true;
    return true;
  }

  /** What kept uploads back at the last look. */
  Set<Trouble> uploads() {
    return kept.uploads();
  }

  /**
   * The same of downloads that go on behind.
   *
   * @param asked whether somebody asked for them now
   */
  Set<Trouble> downloads(boolean asked) {
    return asked ? kept.asked() : kept.unasked();
  }

  /** Whether somebody asked for the round that is under way. */
  synchronized void force(RoundScope scope, boolean force) {
    boolean changed = force ? forced.add(scope) : forced.remove(scope);
    fresh &= !changed;
  }

  /** Whether the battery is so low that not even somebody who asks for a round gets one. */
  boolean isBatteryLow() {
    return Obstacles.of(conditions, true, metered.uploads()).contains(Trouble.BATTERY_LEVEL_LOW);
  }
}
