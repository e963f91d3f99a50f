package dev.stratus.sync.core;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Compares;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.rounds.RoundFacts;
import dev.stratus.sync.rounds.RoundSource;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The work of a sync's rounds, of the whole mount's or a bundle's: a compare, then all that waits
 * or failed goes up.
 */
final class RoundWork implements RoundSource {

  private static final String LAST_SYNC = "last-sync";
  private static final String ALL = "";

  /** A shorter trouble of the network is none of the sync's: the next request may be answered. */
  private static final Duration HICCUP = Duration.ofSeconds(2);

  private final Sources from;
  private final RoundScope scope;
  private Compares.Ended compared = () -> true;

  /** What it works with. */
  record Sources(
      Index index,
      Uploader uploader,
      RemoteListing remote,
      NetworkWatch network,
      Clock clock,
      Sparing sparing,
      LocalTroubles local) {}

  /** What keeps the downloads of the mount from going on here. */
  @FunctionalInterface
  interface LocalTroubles {
    Set<Trouble> now() throws FsException;
  }

  RoundWork(Sources from, RoundScope scope) {
    this.from = from;
    this.scope = scope;
  }

  @Override
  public RoundFacts look() throws FsException {
    boolean moves = scope.moves();
    Set<Trouble> troubles = outer();
    Set<Trouble> obstacles = from.sparing().look();
    boolean waits = scope.waits();
    if (waits) {
      troubles.addAll(obstacles);
    }
    boolean comparing = !compared.now() && troubles.isEmpty();
    boolean uploading = troubles.isEmpty() && moves;
    if (!waits && !uploading) {
      Set<Trouble> failures = failures();
      waits = !failures.isEmpty();
      troubles.addAll(failures);
      if (scope.path().equals(ALL) && !comparing) {
        troubles.addAll(from.local().now());
      }
    }
    return new RoundFacts(comparing, uploading, waits, troubles);
  }

  /** What keeps everything from moving. */
  private Set<Trouble> outer() {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    lasting().map(error -> trouble(error.failure())).ifPresent(troubles::add);
    if (from.remote().guard().hold().filter(hold -> hold.reason().isOfBucket()).isPresent()) {
      troubles.add(Trouble.REMOTE_SERVER_ABNORMAL);
    }
    return troubles;
  }

  private Optional<NetworkWatch.Trouble> lasting() {
    return from.network()
        .error()
        .filter(error -> error.since().plus(HICCUP).isBefore(from.clock().instant()));
  }

  /** Why names failed that nothing is tried for. */
  private Set<Trouble> failures() throws FsException {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    for (Pending pending : scope.failed()) {
      boolean full = CloudFailure.QUOTA_EXCEEDED.name().equals(pending.failure());
      troubles.add(full ? Trouble.CLOUD_STORAGE_FULL : Trouble.REMOTE_SERVER_ABNORMAL);
    }
    return troubles;
  }

  private static Trouble trouble(CloudFailure failure) {
    return switch (failure) {
      case UNREACHABLE, TIMED_OUT -> Trouble.NETWORK_UNAVAILABLE;
      default -> Trouble.REMOTE_SERVER_ABNORMAL;
    };
  }

  @Override
  public void begin() throws FsException {
    from.sparing().force(scope, true);
    compared = new RemoteCompares(from.remote(), from.clock()).begin();
    from.uploader().retry(scope.path());
  }

  @Override
  public void ended() {
    from.sparing().force(scope, false);
  }

  @Override
  public void succeeded() throws FsException {
    if (scope.isKeptBack()) {
      return;
    }
    String now = Long.toString(from.clock().millis());
    from.index()
        .changeAlways(
            change -> {
              change.putMeta(lastSync(scope.path()), now);
              return now;
            });
  }

  /**
   * When a round of a bundle last succeeded, or one of the whole mount, in milliseconds since 1970;
   * 0 if none did.
   */
  static long lastSyncMillis(Index index, String path) throws FsException {
    Optional<String> own = index.read(tables -> tables.meta().get(lastSync(path)));
    Optional<String> all = index.read(tables -> tables.meta().get(LAST_SYNC));
    return Math.max(millis(own), millis(all));
  }

  private static long millis(Optional<String> kept) {
    return kept.map(Long::valueOf).orElse(0L);
  }

  private static String lastSync(String path) {
    return path.equals(ALL) ? LAST_SYNC : LAST_SYNC + "/" + path;
  }
}
