package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.CopyDigest;
import dev.stratus.sync.check.Strangers;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.space.UncountedBytes;

/** What puts things right: once at the start, and from time to time. */
record Upkeep(
    Reaper reaper,
    Strangers strangers,
    Recovery recovery,
    UncountedBytes uncounted,
    Maintenance maintenance) {

  static Upkeep over(Ground ground, Exchange exchange, SpaceRooms space) {
    Index index = ground.index();
    Reaper reaper = new Reaper(index, ground.store(), ground.files());
    long partBytes = ground.tuning().upload().partBytes();
    Strangers strangers =
        new Strangers(
            new Strangers.Sources(
                index,
                ground.store(),
                ground.clocks(),
                exchange.remote()::isComplete,
                ground.parts().durableCloud(),
                new CopyDigest(ground.store(), partBytes)));
    Recovery recovery = new Recovery(index, ground.store(), ground.files(), ground.clocks());
    UncountedBytes uncounted =
        new UncountedBytes(space.environment(), space.order(), space.limit(), recovery::wasKilled);
    Maintenance maintenance =
        new Maintenance(
            new Maintenance.Wards(
                index,
                reaper,
                new Unsynced(index, ground.files(), ground.store(), ground.clocks().nanos()),
                space.visits(),
                space.evictor(),
                uncounted,
                strangers,
                ground.trash()));
    return new Upkeep(reaper, strangers, recovery, uncounted, maintenance);
  }

  /** All that goes on has ended: the next life finds nothing that this one left. */
  void endInOrder(boolean allIsRecorded) throws FsException {
    if (uncounted.isDone() && allIsRecorded) {
      recovery.endsInOrder();
    }
  }
}
