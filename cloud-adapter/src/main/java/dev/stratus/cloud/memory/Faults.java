package dev.stratus.cloud.memory;

import dev.stratus.cloud.Verb;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the requests of one {@link MemoryStore}: {@code
 * faults.on(Verb.PUT).key("a"::equals).times(1).inject(Fault.loseReply())}. The first injection
 * that matches a request decides. Everything is repeatable: random choices come from seeds.
 */
public final class Faults {

  private final CopyOnWriteArrayList<Injection> injections = new CopyOnWriteArrayList<>();

  /** Begins an injection for some verbs; none means all. */
  public Scope on(Verb... verbs) {
    Set<Verb> set = verbs.length == 0 ? EnumSet.allOf(Verb.class) : EnumSet.copyOf(List.of(verbs));
    return new Scope(this, set, key -> true, 0, Integer.MAX_VALUE, 0, 1);
  }

  /** Takes all injections away and releases what hangs in them. */
  public void clear() {
    injections.forEach(Injection::close);
  }

  /** A fault and where it came from. */
  record Hit(Injection injection, Fault fault) {}

  @Nullable Hit next(Verb verb, String key) {
    for (Injection injection : injections) {
      Fault fault = injection.next(verb, key);
      if (fault != null) {
        return new Hit(injection, fault);
      }
    }
    return null;
  }

  void remove(Injection injection) {
    injections.remove(injection);
  }

  /**
   * Which requests meet a fault. The key of a request without one is its prefix, or empty.
   *
   * @param skip so many matching requests are spared first
   * @param times at most so many meet the fault
   * @param chance how likely each of the others meets it, 1 for surely
   */
  public record Scope(
      Faults faults,
      Set<Verb> verbs,
      Predicate<String> keys,
      int skip,
      int times,
      long seed,
      double chance) {

    public Scope key(Predicate<String> matching) {
      return new Scope(faults, verbs, matching, skip, times, seed, chance);
    }

    public Scope skip(int requests) {
      return new Scope(faults, verbs, keys, requests, times, seed, chance);
    }

    public Scope times(int requests) {
      return new Scope(faults, verbs, keys, skip, requests, seed, chance);
    }

    public Scope chance(long withSeed, double probability) {
      return new Scope(faults, verbs, keys, skip, times, withSeed, probability);
    }

    /** Puts it in force; of several faults one is drawn for each request. */
    public Injection inject(Fault... choices) {
      Injection injection = new Injection(faults, this, List.of(choices));
      faults.injections.add(injection);
      return injection;
    }

    boolean matches(Verb verb, String key) {
      return verbs.contains(verb) && keys.test(key);
    }
  }
}
