package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.feed.ChangeFeed;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.Flights;
import dev.stratus.sync.remote.ProgramWaits;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.remote.RemoteParts;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.upload.UploadParts;
import dev.stratus.sync.upload.Uploader;

/** The rooms that keep cloud and index in step, in both directions, and tell what changes. */
record Exchange(Flights flights, RemoteListing remote, Uploader uploader, ChangeFeed feed) {

  static Exchange over(Ground ground) throws FsException {
    Index index = ground.index();
    Flights flights = new Flights(index);
    Adoption adoption =
        new Adoption(
            index,
            ground.files(),
            ground.store(),
            ground.settings().defaults(),
            ground.clocks().uuids());
    RemoteListing remote = remote(ground, flights, adoption);
    ChangeFeed feed =
        new ChangeFeed(
            remote::isComplete, ground.handles()::isOpenForWriting, ChangeFeed.MOST_WAITING);
    index.setChangeListener(feed);
    Uploader uploader = uploader(ground, remote, flights, adoption);
    remote.guard().onHold(uploader::hold);
    return new Exchange(flights, remote, uploader, feed);
  }

  private static RemoteListing remote(Ground ground, Flights flights, Adoption adoption) {
    CoreSettings settings = ground.settings();
    Tuning tuning = ground.tuning();
    RemoteSettings remote =
        tuning.remote().withRemovals(settings.removals()).withReadOnly(settings.readOnly());
    return new RemoteListing(
        new RemoteParts(
            ground.cloud(),
            ground.index(),
            ground.files(),
            ground.store(),
            ground.paths(),
            flights,
            adoption,
            ground.trash(),
            ground.clock(),
            ground.clocks().uuids(),
            new ProgramWaits(
                ground.patience(),
                ground.parts().interrupted(),
                System::nanoTime,
                tuning.download().poll())),
        remote);
  }

  private static Uploader uploader(
      Ground ground, RemoteListing remote, Flights flights, Adoption adoption) throws FsException {
    CoreSettings settings = ground.settings();
    return new Uploader(
        new UploadParts(
            ground.cloud(),
            ground.index(),
            ground.files(),
            ground.paths(),
            settings.ignore(),
            ground.downloader(),
            remote,
            flights,
            adoption,
            ground.handles()::isOpenForWriting,
            ground.clock(),
            ground.tuning().random(),
            ground.clocks().uuids(),
            settings.host(),
            settings.has(CoreOption.MANUAL_CONFLICTS)),
        ground.tuning().upload());
  }

  /** The cloud answers after an outage. */
  void cloudIsBack() {
    uploader.cloudIsBack();
    remote.compareNow();
  }

  boolean awaitEnd(long millis) throws InterruptedException {
    boolean ended = uploader.awaitEnd(millis);
    return remote.awaitEnd(millis) && ended;
  }
}
