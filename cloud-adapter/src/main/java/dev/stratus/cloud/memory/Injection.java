package dev.stratus.cloud.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.Verb;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Faults that are waiting for their requests; {@link #close} takes them away. */
public final class Injection implements AutoCloseable {

  private final Faults owner;
  private final Faults.Scope scope;
  private final List<Fault> choices;
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  @GuardedBy("this")
  private final Random random;

  @GuardedBy("this")
  private int seen;

  @GuardedBy("this")
  private int hits;

  Injection(Faults owner, Faults.Scope scope, List<Fault> choices) {
    this.owner = owner;
    this.scope = scope;
    this.choices = List.copyOf(choices);
    this.random = new Random(scope.seed());
  }

  /** Picks the fault of a request, or null if this one is spared. */
  synchronized @Nullable Fault next(Verb verb, String key) {
    if (!scope.matches(verb, key) || hits >= scope.times()) {
      return null;
    }
    seen++;
    if (seen <= scope.skip() || random.nextDouble() >= scope.chance()) {
      return null;
    }
    hits++;
    return choices.get(choices.size() == 1 ? 0 : random.nextInt(choices.size()));
  }

  /** How many requests have met these faults. */
  public synchronized int hits() {
    return hits;
  }

  /** Lets the requests go on that hang here, now and later. */
  public void release() {
    released.complete(null);
  }

  CompletableFuture<Void> released() {
    return released;
  }

  /** Releases what hangs here and spares all further requests. */
  @Override
  public void close() {
    owner.remove(this);
    release();
  }
}
