package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.rounds.Obstacles;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spares the machine: lets uploads rest while its conditions keep them back. */
final class Sparing {

  /** Batteries and heat change slowly. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Conditions conditions;
  private final boolean meteredAllowed;
  private final Uploader uploader;
  private final LongSupplier ticker;

  @GuardedBy("this")
  private Set<Trouble> obstacles = Set.of();

  @GuardedBy("this")
  private long looked;

  @GuardedBy("this")
  private boolean fresh;

  /** The rounds that somebody asked for. */
  @GuardedBy("this")
  private final Set<RoundScope> forced = new HashSet<>();

  /**
   * @param meteredAllowed whether uploads may go over a metered network
   */
  Sparing(Conditions conditions, boolean meteredAllowed, Uploader uploader, LongSupplier ticker) {
    this.conditions = conditions;
    this.meteredAllowed = meteredAllowed;
    this.uploader = uploader;
    this.ticker = ticker;
  }

  /** What keeps uploads back; they rest as long as there is something. */
  synchronized Set<Trouble> look() {
    long now = ticker.getAsLong();
    if (!fresh || now - looked >= LOOK_NANOS) {
      obstacles = Obstacles.of(conditions, !forced.isEmpty(), meteredAllowed);
      uploader.rest(!obstacles.isEmpty());
      looked = now;
      fresh = true;
    }
    return obstacles;
  }

  /** Whether somebody asked for the round that is under way. */
  synchronized void force(RoundScope scope, boolean force) {
    boolean changed = force ? forced.add(scope) : forced.remove(scope);
    fresh &= !changed;
  }

  /** Whether the battery is so low that not even somebody who asks for a round gets one. */
  boolean isBatteryLow() {
    return Obstacles.of(conditions, true, meteredAllowed).contains(Trouble.BATTERY_LEVEL_LOW);
  }
}
