package dev.stratus.sync.core;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Compares;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.Tables;
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

/** The work of a sync's rounds: a compare, then all that waits or failed goes up. */
final class RoundWork implements RoundSource {

  private static final String LAST_SYNC = "last-sync";

  /** A shorter trouble of the network is none of the sync's: the next request may be answered. */
  private static final Duration HICCUP = Duration.ofSeconds(2);

  /** So many failures tell what is wrong with all. */
  private static final int LOOKED_AT = 100;

  private final Index index;
  private final Uploader uploader;
  private final RemoteListing remote;
  private final NetworkWatch network;
  private final Clock clock;
  private final Sparing sparing;
  private Compares.Ended compared = () -> true;

  RoundWork(
      Index index,
      Uploader uploader,
      RemoteListing remote,
      NetworkWatch network,
      Clock clock,
      Sparing sparing) {
    this.index = index;
    this.uploader = uploader;
    this.remote = remote;
    this.network = network;
    this.clock = clock;
    this.sparing = sparing;
  }

  @Override
  public RoundFacts look() throws FsException {
    boolean worked = uploader.hasWorked();
    Set<Trouble> troubles = outer();
    Set<Trouble> obstacles = sparing.look();
    boolean waits = index.read(tables -> tables.pending().isWaiting() || hasUnwanted(tables));
    if (waits) {
      troubles.addAll(obstacles);
    }
    boolean comparing = !compared.now() && troubles.isEmpty();
    boolean uploading = troubles.isEmpty() && (worked || !uploader.transfers().isEmpty());
    if (!waits && !uploading) {
      Set<Trouble> failures = failures();
      waits = !failures.isEmpty();
      troubles.addAll(failures);
    }
    return new RoundFacts(comparing, uploading, waits, troubles);
  }

  private static boolean hasUnwanted(Tables tables) throws FsException {
    return tables.objects().unwantedCount() > 0;
  }

  /** What keeps everything from moving. */
  private Set<Trouble> outer() {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    network
        .error()
        .filter(error -> error.since().plus(HICCUP).isBefore(clock.instant()))
        .map(error -> trouble(error.failure()))
        .ifPresent(troubles::add);
    if (remote.guard().hold().filter(hold -> hold.reason().isOfBucket()).isPresent()) {
      troubles.add(Trouble.REMOTE_SERVER_ABNORMAL);
    }
    return troubles;
  }

  /** Why names failed that nothing is tried for. */
  private Set<Trouble> failures() throws FsException {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    for (Pending pending : index.read(tables -> tables.pending().failed(LOOKED_AT))) {
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
    sparing.force(true);
    compared = new RemoteCompares(remote, clock).begin();
    uploader.retry("");
  }

  @Override
  public void ended() {
    sparing.force(false);
  }

  @Override
  public void succeeded() throws FsException {
    String now = Long.toString(clock.millis());
    index.changeAlways(
        change -> {
          change.putMeta(LAST_SYNC, now);
          return now;
        });
  }

  /** When a round last succeeded, in milliseconds since 1970; 0 if none did. */
  long lastSyncMillis() throws FsException {
    Optional<String> last = index.read(tables -> tables.meta().get(LAST_SYNC));
    return last.map(Long::valueOf).orElse(0L);
  }
}
