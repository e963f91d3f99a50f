package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Check;
import dev.stratus.sync.check.CheckParts;
import dev.stratus.sync.content.Room;
import dev.stratus.sync.download.Urgency;
import dev.stratus.sync.history.History;
import dev.stratus.sync.history.Restorer;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.FileSystemView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the rooms of the core in their order, and ends them in the reverse one. */
final class Rooms {

  private static final Logger log = LoggerFactory.getLogger(Rooms.class);
  private static final long END_MILLIS = 5_000;

  private final Ground ground;
  private final Exchange exchange;
  private final SpaceRooms space;
  private final Upkeep upkeep;
  private final Wishes wishes;
  private final ProgramDownloads programDownloads;
  private final ProgramUploads programUploads;
  private final Restraints restraints;
  private final SyncControl sync;
  private final FileSystemView view;
  private final MountControl control;

  Rooms(CoreParts parts, CoreSettings settings, Tuning tuning) throws FsException {
    ground = Ground.build(parts, settings, tuning, new Above());
    exchange = Exchange.over(ground);
    space = SpaceRooms.over(ground, exchange.uploader());
    upkeep = Upkeep.over(ground, exchange, space);
    restraints = Restraints.over(ground, exchange.uploader());
    sync = sync();
    wishes = Wishes.over(ground, exchange, space, restraints);
    Shown shown = Shown.over(ground, exchange.uploader(), space, wishes.pinning());
    Folder folder = Folder.over(ground, exchange, space, shown, upkeep.reaper());
    view = folder.view();
    ProgramFiles programFiles =
        new ProgramFiles(ground.index(), wishes.subtree(), wishes.plan(), shown.values());
    programDownloads =
        new ProgramDownloads(
            new ProgramDownloads.Sources(
                programFiles,
                wishes.plan(),
                ground.downloader(),
                space.evictor(),
                wishes.rest(),
                space.visits()::visited,
                System::nanoTime));
    programUploads =
        new ProgramUploads(
            new ProgramUploads.Sources(
                ground.index(),
                programFiles,
                wishes.plan(),
                shown.states(),
                exchange.uploader(),
                restraints.sparing(),
                ground.network()));
    wishes.listen(restraints, programDownloads);
    control = control(shown, programFiles, history(shown, folder.arrivals()));
  }

  private SyncControl sync() throws FsException {
    return new SyncControl(
        new SyncControl.Sources(
            new RoundWork.Sources(
                ground.index(),
                exchange.uploader(),
                exchange.remote(),
                ground.network(),
                ground.clock(),
                restraints.sparing(),
                this::localTroubles),
            new BundleScope.Names(ground.index(), ground.paths()),
            restraints.switches(),
            ground::probe));
  }

  private Set<Trouble> localTroubles() throws FsException {
    Set<Trouble> troubles = wishes.troubles(programDownloads);
    if (space.floor().isFull()) {
      troubles.add(Trouble.LOCAL_STORAGE_FULL);
    }
    return troubles;
  }

  private FileHistory.Sources history(Shown shown, Arrivals arrivals) {
    CoreSettings settings = ground.settings();
    History versions = new History(ground.cloud(), settings.prefix());
    return new FileHistory.Sources(
        versions,
        new Restorer(arrivals, versions, settings.defaults()),
        ground.paths(),
        shown.states(),
        exchange.uploader(),
        ground.files(),
        ground.handles()::isOpen);
  }

  private MountControl control(
      Shown shown, ProgramFiles programFiles, FileHistory.Sources versions) {
    Index index = ground.index();
    Uploader uploader = exchange.uploader();
    return new MountControl(
        statusReport(shown),
        treeStates(shown),
        new SyncWait(index, shown.pending(), shown.states(), uploader, System::nanoTime),
        new RestNotes(restraints.sparing(), ground.network()),
        new CacheCleaning(
            index, wishes.subtree(), shown.states(), space.evictor(), ground.parts().mapped()),
        wishes.downloads(),
        new CacheReport(
            new CacheReport.Sources(index, ground.files(), ground.paths(), wishes.pins())),
        wishes.pinning(),
        new SpaceRun(space.optimizer(), ground.settings().space().optimize()),
        programFiles,
        programDownloads,
        programUploads,
        wishes.subtree(),
        uploader,
        new RemoteControl(exchange.remote(), ground.trash()),
        new CheckRun(check(), ground.settings().readOnly(), System::nanoTime),
        new ChangeWatch(exchange.feed()),
        sync,
        new FileHistory(versions),
        new VersionRestore(versions));
  }

  private StatusReport statusReport(Shown shown) {
    return new StatusReport(
        new StatusReport.Sources(
            ground.index(),
            ground.paths(),
            shown.pending(),
            exchange.uploader(),
            restraints.switches(),
            restraints.sparing(),
            space.floor(),
            ground.downloader(),
            exchange.remote(),
            ground.network(),
            ground.trash(),
            ground.settings().cache(),
            space.limit()::usedBytes,
            space.gate()));
  }

  private TreeStates treeStates(Shown shown) {
    return new TreeStates(
        new TreeStates.Sources(
            ground.index(),
            ground.files(),
            wishes.subtree(),
            shown.states(),
            exchange.uploader(),
            ground.downloader(),
            shown.values(),
            ground.settings().prefix()));
  }

  private Check check() {
    return new Check(
        new CheckParts(
            ground.cloud(),
            ground.index(),
            ground.store(),
            ground.files(),
            ground.paths(),
            ground.trash(),
            ground.clocks(),
            upkeep.strangers(),
            ground.parts().durableCloud(),
            exchange.flights()::isUnderWay,
            upkeep.reaper()::isGoing,
            upkeep.reaper()::add),
        new RemoteCompares(exchange.remote(), ground.clock()));
  }

  void start() throws FsException, CloudException {
    CoreParts parts = ground.parts();
    RemoteListing remote = exchange.remote();
    CloudException away = parts.away();
    if (away != null) {
      ground.network().failed(away.failure(), String.valueOf(away.getMessage()));
    }
    ground.downloader().start(ground.files());
    upkeep.recovery().run(parts.boot());
    ground.trash().dropUnfinished();
    remote.recogniseBucket(away);
    restraints.switches().start();
    if (!ground.settings().readOnly()) {
      exchange.uploader().start();
    }
    remote.start();
    space.limit().start();
    upkeep.uncounted().begin();
    wishes.downloads().start();
    wishes.keeper().start();
    space.daily().start();
    upkeep.maintenance().start();
    exchange.feed().start();
    programUploads.start();
    sync.start();
  }

  FileSystemView view() {
    return view;
  }

  /** Where a damaged index is kept in whose place the present one was made. */
  Optional<Path> damagedIndex() {
    return ground.index().damaged();
  }

  MountControl control() {
    return control;
  }

  /** Transfers end first, so that nobody asks the index while it closes. */
  void close() throws FsException {
    ground.handles().closeAll();
    sync.close();
    exchange.uploader().close();
    exchange.remote().close();
    space.limit().close();
    wishes.downloads().close();
    programDownloads.close();
    programUploads.close();
    wishes.keeper().close();
    space.daily().close();
    ground.downloader().close();
    ground.cloud().close();
    awaitUploads();
    upkeep.maintenance().close();
    exchange.feed().close();
    upkeep.endInOrder(ground.files().bytesAheadOfIndex() == 0);
    ground.index().close();
  }

  private void awaitUploads() {
    try {
      if (!exchange.awaitEnd(END_MILLIS)) {
        log.warn("Requests to the cloud do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the lower rooms need of those that are built over them. */
  private final class Above implements Ground.Above {
    @Override
    public void cloudIsBack() {
      ground.patience().over();
      exchange.cloudIsBack();
    }

    /** The compare finds out why. */
    @Override
    public void objectIsAnother() {
      exchange.remote().compareNow();
    }

    @Override
    public void arrived(long bytes) {
      space.limit().arrived(bytes);
    }

    @Override
    public boolean makeRoom(long bytes) {
      return space.limit().makeRoom(bytes);
    }

    @Override
    public boolean hasRoom(long bytes) {
      return space.limit().hasRoom(bytes);
    }

    @Override
    public void require(long bytes, boolean mayDrop) throws FsException {
      space.floor().require(bytes, mayDrop);
    }

    @Override
    public void admit(long bytes, Urgency urgency, Landing landing) throws FsException {
      space.limit().admit(bytes, urgency, landing);
    }

    @Override
    public Optional<Room> takeRoom(long bytes) throws FsException {
      return space.limit().takeRoom(bytes);
    }
  }
}
