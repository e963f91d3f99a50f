package dev.stratus.sync.core;

import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.RemovalGuard;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.space.OptimizePolicy;
import dev.stratus.sync.trash.Trash;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a mount's core behaves.
 *
 * @param prefix of every key: empty, or ending in {@code /}
 * @param host name of this machine, for conflicted copies
 * @param options what is otherwise than usual
 * @param metered what may go over a metered network
 * @param defaults what a file has whose object does not say it
 * @param space how much room local copies may take, and what goes by itself
 * @param removals how many files a compare may remove unasked
 * @param trash what stays of files that other clients deleted
 * @param ignore which names are never uploaded
 */
public record CoreSettings(
    String prefix,
    String host,
    Set<CoreOption> options,
    MeteredUse metered,
    DefaultAttributes defaults,
    Space space,
    RemovalGuard.Limit removals,
    Trash.Limits trash,
    IgnoreRules ignore) {

  /**
   * The room for local copies.
   *
   * @param cache how much they may take
   * @param optimize what goes by the disk's free space, and when
   */
  public record Space(CacheBounds cache, OptimizePolicy optimize) {

    /** As much as the disk has. */
    public static Space unbounded() {
      return new Space(CacheBounds.none(), OptimizePolicy.usual());
    }
  }

  public CoreSettings {
    options = Set.copyOf(options);
  }

  /** What is usual, for all keys of a bucket. */
  public static CoreSettings usual(String host, DefaultAttributes defaults) {
    return new CoreSettings(
        "",
        host,
        Set.of(),
        MeteredUse.NONE,
        defaults,
        Space.unbounded(),
        RemovalGuard.Limit.defaults(),
        Trash.Limits.defaults(),
        IgnoreRules.defaults());
  }

  boolean has(CoreOption option) {
    return options.contains(option);
  }

  boolean readOnly() {
    return has(CoreOption.READ_ONLY);
  }

  CacheBounds cache() {
    return space.cache();
  }

  /** The same with one more option. */
  public CoreSettings with(CoreOption option) {
    Set<CoreOption> more = EnumSet.of(option);
    more.addAll(options);
    return new CoreSettings(prefix, host, more, metered, defaults, space, removals, trash, ignore);
  }

  /** The same with other room for local copies. */
  public CoreSettings with(CacheBounds cache) {
    Space other = new Space(cache, space.optimize());
    return new CoreSettings(
        prefix, host, options, metered, defaults, other, removals, trash, ignore);
  }

  /** The same, but a compare may remove another number of files. */
  public CoreSettings with(RemovalGuard.Limit limit) {
    return new CoreSettings(prefix, host, options, metered, defaults, space, limit, trash, ignore);
  }

  /** The same, but other names are never uploaded. */
  public CoreSettings with(IgnoreRules rules) {
    return new CoreSettings(
        prefix, host, options, metered, defaults, space, removals, trash, rules);
  }
}
