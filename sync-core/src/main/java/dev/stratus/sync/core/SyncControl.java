package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.rounds.SyncRounds;
import dev.stratus.sync.rounds.SyncSaying;
import dev.stratus.sync.rounds.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts, stops, switches and watches the sync for the control socket: that of the whole mount, and
 * that of each bundle that somebody asked about.
 */
final class SyncControl implements AutoCloseable {

  private static final String NO_ERROR = "NO_ERROR";

  /** The whole mount. */
  private static final String ALL = "";

  /** Each bundle's sync has a thread that looks after it. */
  private static final int MOST_BUNDLES = 1_000;

  /** How often is looked whether a round of the sync began or ended. */
  private static final long LOOK_MILLIS = 200;

  /**
   * What it works with.
   *
   * @param probe asks the cloud for something, to see whether it answers
   */
  record Sources(
      RoundWork.Sources work, BundleScope.Names names, CloudSwitches switches, Runnable probe) {}

  /** The sync of the whole mount, or of a bundle. */
  private record Sync(String path, SyncRounds rounds) {}

  /** Something that may halt syncs, or let them go on. */
  @FunctionalInterface
  private interface Action {
    void run() throws FsException;
  }

  private final Sources from;
  private final RoundWork.Sources work;
  private final StartRefusals refusals;

  @GuardedBy("this")
  private final Map<String, Sync> syncs = new HashMap<>();

  SyncControl(Sources from) throws FsException {
    this.from = from;
    this.work = from.work();
    this.refusals =
        new StartRefusals(
            new StartRefusals.Sources(
                work.network(), from.switches(), work.sparing(), from.probe()));
    RoundScope all = new WholeScope(work.index(), work.uploader());
    RoundWork rounds = new RoundWork(work, all);
    boolean halted = work.uploader().wasStopped() || from.switches().isCloudOff();
    syncs.put(ALL, new Sync(ALL, new SyncRounds(rounds, halted, LOOK_MILLIS)));
  }

  /** Begins to look after the whole mount's sync. */
  synchronized void start() {
    syncs.values().forEach(sync -> sync.rounds().start());
  }

  private synchronized Sync sync(String path) throws ControlException {
    Sync known = syncs.get(path);
    if (known != null) {
      return known;
    }
    if (syncs.size() > MOST_BUNDLES) {
      throw new ControlException(
          ControlFailure.INVALID, "More than " + MOST_BUNDLES + " bundles are asked about.");
    }
    RoundScope scope = new BundleScope(from.names(), work.uploader(), path, System::nanoTime);
    RoundWork rounds = new RoundWork(work, scope);
    Sync sync = new Sync(path, new SyncRounds(rounds, isHalted(path), LOOK_MILLIS));
    sync.rounds().start();
    syncs.put(path, sync);
    return sync;
  }

  /** Whether nothing there may go up. */
  private boolean isHalted(String path) {
    return work.uploader().isStopped() || work.uploader().isHalted(path);
  }

  /**
   * A round begins at once, or after the one that is under way. It is refused without a cloud, a
   * network or power; a stop is taken back all the same where only the machine is in the way.
   */
  void start(String path) throws IOException {
    Sync sync = sync(path);
    boolean wholeStopped = !path.equals(ALL) && work.uploader().isStopped();
    Optional<ControlException> refusal = refusals.of(path, wholeStopped);
    if (!from.switches().isOff(path)) {
      boolean halted = isHalted(path);
      change(() -> takeStopBack(path));
      if (!halted && refusal.isEmpty()) {
        sync.rounds().begin();
      }
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    work.uploader().retry(path);
  }

  private void takeStopBack(String path) throws FsException {
    if (path.equals(ALL)) {
      work.uploader().startSync();
    } else {
      from.switches().stop(path, false);
    }
  }

  /** Refuses what the cloud is needed for where that is switched off. */
  void requireOn(String path) throws ControlException {
    refusals.requireOn(path);
  }

  void stop(String path) throws IOException {
    Sync sync = sync(path);
    if (path.equals(ALL)) {
      change(() -> work.uploader().stopSync());
    } else {
      change(() -> from.switches().stop(path, true));
    }
    sync.rounds().stop();
  }

  /** What is switched on begins a round, as far as nothing else keeps it back. */
  CloudState switchCloud(@Nullable Boolean cloud, Map<String, Boolean> bundles) throws FsException {
    change(
        () -> {
          from.switches().switchBundles(bundles);
          if (cloud != null) {
            from.switches().switchCloud(cloud);
          }
        });
    if (bundles.containsValue(true) && !isHalted(ALL)) {
      begin(ALL);
    }
    return state(from.switches());
  }

  static CloudState state(CloudSwitches switches) {
    return new CloudState(!switches.isCloudOff(), switches.bundlesOff(), switches.bundlesStopped());
  }

  /** What changed in the cloud is taken over; what is halted here is not sent for that. */
  void dataChanged(String path) throws FsException {
    if (isHalted(path)) {
      work.remote().compareNow();
    } else {
      begin(path);
    }
  }

  private void begin(String path) {
    Sync sync;
    synchronized (this) {
      sync = syncs.get(path);
    }
    if (sync == null) {
      work.remote().compareNow();
    } else {
      sync.rounds().begin();
    }
  }

  /** Does something, and tells each sync that it halts, or lets go on. */
  private void change(Action action) throws FsException {
    Map<Sync, Boolean> before = new HashMap<>();
    for (Sync sync : all()) {
      before.put(sync, isHalted(sync.path()));
    }
    action.run();
    before.forEach(
        (sync, halted) -> {
          boolean now = isHalted(sync.path());
          if (now && !halted) {
            sync.rounds().stop();
          } else if (!now && halted) {
            sync.rounds().begin();
          }
        });
  }

  private synchronized List<Sync> all() {
    return new ArrayList<>(syncs.values());
  }

  Runnable watch(String path, Consumer<? super SyncEvent> events) throws ControlException {
    return sync(path).rounds().subscribe(saying -> events.accept(event(saying)));
  }

  private static SyncEvent event(SyncSaying saying) {
    Trouble trouble = saying.trouble();
    return new SyncEvent(saying.state().name(), trouble == null ? NO_ERROR : trouble.name());
  }

  long lastSyncMillis(String path) throws FsException {
    return RoundWork.lastSyncMillis(work.index(), path);
  }

  @Override
  public void close() {
    all().forEach(sync -> sync.rounds().close());
  }
}
