package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.DownloadEnvironment;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.download.RoomMaker;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.network.Patience;
import dev.stratus.sync.network.WatchedStore;
import dev.stratus.sync.trash.Trash;
import dev.stratus.sync.view.OpenHandles;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lower rooms, over which the others are built: the cloud as it is watched, the index, the
 * local copies, and what brings bytes here.
 */
record Ground(
    CoreParts parts,
    CoreSettings settings,
    Tuning tuning,
    Clocks clocks,
    NetworkWatch network,
    Patience patience,
    CloudStore cloud,
    Index index,
    ContentStore store,
    Paths paths,
    Downloader downloader,
    OpenFiles files,
    OpenHandles handles,
    Trash trash) {

  private static final Logger log = LoggerFactory.getLogger(Ground.class);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** What the upper rooms do for these; called only once all are built. */
  interface Above extends RoomMaker {

    /** The cloud answers after an outage. */
    void cloudIsBack();

    /** The cloud does not have what the index says. */
    void objectIsAnother();

    /** So many bytes have come. */
    void arrived(long bytes);
  }

  static Ground build(CoreParts parts, CoreSettings settings, Tuning tuning, Above above)
      throws FsException {
    Clock clock = tuning.clock();
    Clocks clocks = new Clocks(() -> nanosSinceEpoch(clock), tuning.uuids());
    NetworkWatch network = new NetworkWatch(clock, above::cloudIsBack);
    Patience patience = new Patience(tuning.download().patience(), network::silent);
    CloudStore cloud = new WatchedStore(parts.cloud(), network);
    Index index = Index.open(parts.index());
    ContentStore store = ContentStore.open(parts.content(), parts.holes());
    if (index.isNew()) {
      index.skipNumbers(store.highest());
    }
    Root.make(index, clocks, settings.defaults());
    Downloader downloader =
        new Downloader(
            new DownloadEnvironment(
                cloud,
                index,
                System::nanoTime,
                parts.interrupted(),
                above,
                object -> above.objectIsAnother(),
                above::arrived,
                patience),
            tuning.download().within(settings.cache().most().orElse(Long.MAX_VALUE)));
    Environment local = new Environment(index, store, clocks.nanos(), clocks.uuids());
    return new Ground(
        parts,
        settings,
        tuning,
        clocks,
        network,
        patience,
        cloud,
        index,
        store,
        new Paths(index, settings.prefix()),
        downloader,
        new OpenFiles(local, downloader),
        new OpenHandles(),
        Trash.open(parts.content().resolveSibling("trash"), settings.trash(), clock));
  }

  private static long nanosSinceEpoch(Clock clock) {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  Clock clock() {
    return tuning.clock();
  }

  /** Asks the cloud anything; the watch of the network hears what comes of it. */
  void probe() {
    try {
      var unused = cloud.find(new ObjectKey(settings.prefix() + Paths.RESERVED + "/root"));
    } catch (CloudException e) {
      log.debug("The cloud does not answer: {}", e.toString());
    }
  }
}
