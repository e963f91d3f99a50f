package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Check;
import dev.stratus.sync.check.CheckParts;
import dev.stratus.sync.check.CopyDigest;
import dev.stratus.sync.check.Strangers;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.Environment;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.DownloadEnvironment;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.download.RoomMaker;
import dev.stratus.sync.download.Urgency;
import dev.stratus.sync.feed.ChangeFeed;
import dev.stratus.sync.history.History;
import dev.stratus.sync.history.Restorer;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.LocalNames;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.Pins;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.network.Patience;
import dev.stratus.sync.network.WatchedStore;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.Flights;
import dev.stratus.sync.remote.ProgramWaits;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.remote.RemoteParts;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.space.CacheLimit;
import dev.stratus.sync.space.Disk;
import dev.stratus.sync.space.DiskFloor;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.PartEvictor;
import dev.stratus.sync.space.SpaceEnvironment;
import dev.stratus.sync.space.SpaceOptimizer;
import dev.stratus.sync.space.UncountedBytes;
import dev.stratus.sync.space.Visits;
import dev.stratus.sync.space.WriteGate;
import dev.stratus.sync.trash.Trash;
import dev.stratus.sync.trash.TrashView;
import dev.stratus.sync.trash.TrashedLook;
import dev.stratus.sync.upload.UploadParts;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileActivity;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.OpenHandles;
import dev.stratus.sync.view.StratusView;
import dev.stratus.sync.view.WriteBarrier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the rooms of the core in their order, and ends them in the reverse one. */
final class Rooms {

  private static final Logger log = LoggerFactory.getLogger(Rooms.class);
  private static final long END_MILLIS = 5_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final CoreParts parts;
  private final CoreSettings settings;
  private final Tuning tuning;
  private final Clock clock;
  private final Clocks clocks;
  private final CloudStore cloud;
  private final Index index;
  private final OpenFiles files;
  private final OpenHandles handles = new OpenHandles();
  private final Patience patience;
  private final Downloader downloader;
  private final Downloads downloads;
  private final ProgramDownloads programDownloads;
  private final ProgramUploads programUploads;
  private final PinKeeper pinKeeper;
  private final Uploader uploader;
  private final RemoteListing remote;
  private final Visits visits;
  private final RoomMaker room = new Room();
  private final CacheLimit cacheLimit;
  private final DiskFloor floor;
  private final DailyOptimize daily;
  private final Reaper reaper;
  private final Recovery recovery;
  private final UncountedBytes uncounted;
  private final Maintenance maintenance;
  private final ChangeFeed feed;
  private final CloudSwitches switches;
  private final DownloadRest rest;
  private final SyncControl sync;
  private final Trash trash;
  private final FileSystemView view;
  private final MountControl control;

  Rooms(CoreParts parts, CoreSettings settings, Tuning tuning) throws FsException {
    this.parts = parts;
    this.settings = settings;
    this.tuning = tuning;
    clock = tuning.clock();
    clocks = new Clocks(this::nanosSinceEpoch, tuning.uuids());
    NetworkWatch network = new NetworkWatch(clock, this::cloudIsBack);
    patience = new Patience(tuning.download().patience(), network::silent);
    cloud = new WatchedStore(parts.cloud(), network);
    index = Index.open(parts.index());
    ContentStore store = ContentStore.open(parts.content(), parts.holes());
    if (index.isNew()) {
      index.skipNumbers(store.highest());
    }
    Root.make(index, clocks, settings);
    Paths paths = new Paths(index, settings.prefix());
    downloader = downloader();
    files =
        new OpenFiles(new Environment(index, store, clocks.nanos(), clocks.uuids()), downloader);
    recovery = new Recovery(index, store, files, clocks);
    visits = new Visits(index, clocks.nanos());
    reaper = new Reaper(index, store, files);
    trash = Trash.open(parts.content().resolveSibling("trash"), settings.trash(), clock);
    DefaultAttributes defaults =
        new DefaultAttributes(
            settings.uid(), settings.gid(), settings.fileMode(), settings.directoryMode());
    Adoption adoption = new Adoption(index, files, store, defaults, clocks.uuids());
    Flights flights = new Flights(index);
    remote =
        new RemoteListing(
            new RemoteParts(
                cloud,
                index,
                files,
                store,
                paths,
                flights,
                adoption,
                trash,
                clock,
                clocks.uuids(),
                new ProgramWaits(
                    patience, parts.interrupted(), System::nanoTime, tuning.download().poll())),
            tuning.remote().withRemovals(settings.removals()).withReadOnly(settings.readOnly()));
    feed = new ChangeFeed(remote::isComplete, handles::isOpenForWriting, ChangeFeed.MOST_WAITING);
    index.setChangeListener(feed);
    Strangers strangers =
        new Strangers(
            new Strangers.Sources(
                index,
                store,
                clocks,
                remote::isComplete,
                parts.durableCloud(),
                new CopyDigest(store, tuning.upload().partBytes())));
    uploader =
        new Uploader(
            new UploadParts(
                cloud,
                index,
                files,
                paths,
                settings.ignore(),
                downloader,
                remote,
                flights,
                adoption,
                handles::isOpenForWriting,
                clock,
                tuning.random(),
                clocks.uuids(),
                settings.host(),
                settings.manualConflicts()),
            tuning.upload());
    remote.guard().onHold(uploader::hold);
    SpaceEnvironment space =
        new SpaceEnvironment(
            index,
            store,
            files,
            paths,
            downloader,
            parts.durableCloud()::run,
            clocks.nanos(),
            System::nanoTime);
    Evictor evictor = new Evictor(space, uploader::localCopyDropped);
    Disk disk = Disk.below(store);
    PartEvictor partEvictor = new PartEvictor(space, handles::isOpenForWriting);
    uncounted = new UncountedBytes(space, evictor, partEvictor, recovery::wasKilled);
    maintenance =
        new Maintenance(
            new Maintenance.Wards(
                index,
                reaper,
                new Unsynced(index, files, store),
                visits,
                evictor,
                uncounted,
                strangers,
                trash));
    cacheLimit =
        new CacheLimit(
            space, new CacheLimit.Order(evictor, partEvictor, visits), settings.cache(), disk);
    floor = new DiskFloor(disk, cacheLimit);
    WriteGate gate =
        new WriteGate(
            cacheLimit,
            new PaceOfUploads(uploader, network),
            new WriteGate.Waiting(
                parts.interrupted(), System::nanoTime, tuning.download().patience()));
    Sparing sparing =
        new Sparing(tuning.conditions(), settings.metered(), uploader, System::nanoTime);
    switches = new CloudSwitches(index, uploader);
    sync =
        new SyncControl(
            new SyncControl.Sources(
                new RoundWork.Sources(
                    index, uploader, remote, network, clock, sparing, this::localTroubles),
                new BundleScope.Names(index, paths),
                switches,
                this::probe));
    Subtree subtree = new Subtree(index, paths, remote);
    DownloadPlan plan =
        new DownloadPlan(
            new DownloadPlan.Sources(
                index, files, paths, subtree, remote, disk, settings.cache().most()));
    rest = new DownloadRest(sparing, switches, plan);
    downloads =
        new Downloads(
            index,
            plan,
            new DownloadWork(downloader, plan, rest, new DownloadWork.Wish(true, visits::visited)));
    Pins pins = new Pins(index);
    pinKeeper =
        new PinKeeper(
            index,
            pins,
            plan,
            new DownloadWork(downloader, plan, rest, new DownloadWork.Wish(false, inode -> {})));
    Pinning pinning =
        new Pinning(new Pinning.Sources(index, paths, pins, subtree, plan, pinKeeper));
    SpaceOptimizer optimizer = new SpaceOptimizer(space, evictor, visits, disk);
    daily =
        new DailyOptimize(
            new DailyOptimize.Sources(
                index, optimizer, settings.optimize(), tuning.conditions(), clock));
    FileStates.Names names =
        new FileStates.Names(index, paths, new LocalNames(index, paths, settings.ignore()));
    PendingBelow pending = new PendingBelow(names);
    FileStates states = new FileStates(names, uploader, downloader);
    Recycling recycling =
        new Recycling(new Recycling.Sources(index, files, store, paths, trash, clocks));
    CloudXattrs values =
        new CloudXattrs(
            new CloudXattrs.Sources(
                index,
                files,
                states,
                new DirectorySummaries(index, paths, pending, states),
                uploader,
                downloader,
                evictor,
                pinning,
                new AttributeSetter(index, clocks),
                recycling,
                settings.listStateXattrs(),
                parts.controlSocket().toString()));
    StratusView folder =
        new StratusView(
            new StratusView.Parts(
                index,
                store,
                files,
                handles,
                remote,
                values,
                new Activity(),
                settings.writeThrough() ? writeThrough(network) : WriteBarrier.NONE,
                bytes -> {
                  floor.require(bytes, true);
                  gate.require(bytes);
                },
                clocks,
                settings.readOnly()));
    Arrivals arrivals = arrivals(folder);
    view = withTrash(folder, arrivals, recycling);
    ProgramFiles programFiles = new ProgramFiles(index, subtree, plan, values);
    programDownloads =
        new ProgramDownloads(
            new ProgramDownloads.Sources(
                programFiles, plan, downloader, evictor, rest, visits::visited, System::nanoTime));
    programUploads =
        new ProgramUploads(
            new ProgramUploads.Sources(
                index, programFiles, plan, states, uploader, sparing, network));
    rest.onChange(downloads::changed);
    rest.onChange(programDownloads::changed);
    rest.onChange(pinKeeper::changed);
    sparing.onChange(rest::changed);
    switches.onChange(rest::changed);
    FileHistory.Sources versions = history(states, paths, defaults, arrivals);
    control =
        new MountControl(
            new StatusReport(
                new StatusReport.Sources(
                    index,
                    paths,
                    pending,
                    uploader,
                    switches,
                    sparing,
                    floor,
                    downloader,
                    remote,
                    network,
                    trash,
                    settings.cache(),
                    gate)),
            new TreeStates(
                new TreeStates.Sources(
                    index,
                    files,
                    subtree,
                    states,
                    uploader,
                    downloader,
                    values,
                    settings.prefix())),
            new SyncWait(index, pending, states, uploader, System::nanoTime),
            new CacheCleaning(index, subtree, states, evictor, parts.mapped()),
            downloads,
            new CacheReport(new CacheReport.Sources(index, files, paths, pins)),
            pinning,
            new SpaceRun(optimizer, settings.optimize()),
            programFiles,
            programDownloads,
            programUploads,
            subtree,
            uploader,
            new RemoteControl(remote, trash),
            new CheckRun(
                new Check(
                    new CheckParts(
                        cloud,
                        index,
                        store,
                        files,
                        paths,
                        trash,
                        clocks,
                        strangers,
                        parts.durableCloud(),
                        flights::isUnderWay,
                        reaper::isGoing,
                        reaper::add),
                    new RemoteCompares(remote, clock)),
                settings.readOnly(),
                System::nanoTime),
            new ChangeWatch(feed),
            sync,
            new FileHistory(versions),
            new VersionRestore(versions));
  }

  private FileHistory.Sources history(
      FileStates states, Paths paths, DefaultAttributes defaults, Arrivals arrivals) {
    History versions = new History(cloud, settings.prefix());
    return new FileHistory.Sources(
        versions,
        new Restorer(arrivals, versions, defaults),
        paths,
        states,
        uploader,
        files,
        handles::isOpen);
  }

  private Arrivals arrivals(StratusView folder) {
    Caller owner = new Caller(settings.uid(), settings.gid());
    return new Arrivals(folder, owner, settings.directoryMode(), clocks.uuids());
  }

  private FileSystemView withTrash(StratusView folder, Arrivals arrivals, Recycling recycling) {
    TrashedLook plain =
        new TrashedLook(settings.fileMode(), settings.uid(), settings.gid(), 0, Map.of());
    return new TrashView(folder, trash, arrivals, plain, recycling::recycle);
  }

  private WriteThrough writeThrough(NetworkWatch network) {
    return new WriteThrough(
        index, uploader, network, new WriteThrough.Waiting(parts.interrupted(), System::nanoTime));
  }

  private Downloader downloader() {
    return new Downloader(
        new DownloadEnvironment(
            cloud,
            index,
            System::nanoTime,
            parts.interrupted(),
            room,
            object -> lookAgain(),
            this::arrived,
            patience),
        tuning.download().within(settings.cache().most().orElse(Long.MAX_VALUE)));
  }

  /** The cloud does not have what the index says: the compare finds out why. */
  private void lookAgain() {
    remote.compareNow();
  }

  /** What keeps the downloads back that go on behind, if there are any, or will. */
  private Set<Trouble> localTroubles() throws FsException {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    if (downloads.isResting() || programDownloads.isResting()) {
      troubles.addAll(rest.troubles(true));
    }
    if (pinKeeper.isResting()) {
      troubles.addAll(rest.troubles(false));
    }
    if (floor.isFull()) {
      troubles.add(Trouble.LOCAL_STORAGE_FULL);
    }
    return troubles;
  }

  /** The watch of the network hears what comes of it. */
  private void probe() {
    try {
      var unused = cloud.find(new ObjectKey(settings.prefix() + Paths.RESERVED + "/root"));
    } catch (CloudException e) {
      log.debug("The cloud does not answer: {}", e.toString());
    }
  }

  private void cloudIsBack() {
    patience.over();
    uploader.cloudIsBack();
    remote.compareNow();
  }

  private void arrived(long bytes) {
    cacheLimit.arrived(bytes);
  }

  private long nanosSinceEpoch() {
    Instant now = clock.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  void start() throws FsException, CloudException {
    downloader.start(files);
    recovery.run(parts.boot());
    trash.dropUnfinished();
    remote.recogniseBucket(parts.away());
    switches.start();
    if (!settings.readOnly()) {
      uploader.start();
    }
    remote.start();
    cacheLimit.start();
    downloads.start();
    pinKeeper.start();
    daily.start();
    maintenance.start();
    feed.start();
    programUploads.start();
    sync.start();
  }

  FileSystemView view() {
    return view;
  }

  /** Where a damaged index is kept in whose place the present one was made. */
  Optional<Path> damagedIndex() {
    return index.damaged();
  }

  MountControl control() {
    return control;
  }

  /** Transfers end first, so that nobody asks the index while it closes. */
  void close() throws FsException {
    handles.closeAll();
    sync.close();
    uploader.close();
    remote.close();
    cacheLimit.close();
    downloads.close();
    programDownloads.close();
    programUploads.close();
    pinKeeper.close();
    daily.close();
    downloader.close();
    cloud.close();
    awaitUploads();
    maintenance.close();
    feed.close();
    if (uncounted.isDone()) {
      recovery.endsInOrder();
    }
    index.close();
  }

  private void awaitUploads() {
    try {
      if (!uploader.awaitEnd(END_MILLIS) || !remote.awaitEnd(END_MILLIS)) {
        log.warn("Requests to the cloud do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The limit of the cache is made after the downloader, which needs it. */
  private final class Room implements RoomMaker {
    @Override
    public boolean makeRoom(long bytes) {
      return cacheLimit.makeRoom(bytes);
    }

    @Override
    public boolean hasRoom(long bytes) {
      return cacheLimit.hasRoom(bytes);
    }

    @Override
    public void require(long bytes, boolean mayDrop) throws FsException {
      floor.require(bytes, mayDrop);
    }

    @Override
    public void admit(long bytes, Urgency urgency) throws FsException {
      cacheLimit.admit(bytes, urgency);
    }
  }

  private final class Activity implements FileActivity {
    @Override
    public void opened(long inode) {
      visits.visited(inode);
      downloader.opened(inode);
    }

    @Override
    public void read(long inode) {
      visits.visited(inode);
    }

    @Override
    public void written(long inode) {
      uploader.released(inode);
      feed.closed(inode);
    }

    @Override
    public void nameless(long inode) {
      reaper.add(inode);
    }
  }
}
