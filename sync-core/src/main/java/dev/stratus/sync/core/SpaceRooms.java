package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.space.CacheLimit;
import dev.stratus.sync.space.Disk;
import dev.stratus.sync.space.DiskFloor;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.PartEvictor;
import dev.stratus.sync.space.SpaceEnvironment;
import dev.stratus.sync.space.SpaceOptimizer;
import dev.stratus.sync.space.Visits;
import dev.stratus.sync.space.WriteGate;
import dev.stratus.sync.upload.Uploader;

/** What bounds the room that local copies take, and gives it back. */
record SpaceRooms(
    SpaceEnvironment environment,
    Disk disk,
    Visits visits,
    Evictor evictor,
    CacheLimit.Order order,
    CacheLimit limit,
    DiskFloor floor,
    WriteGate gate,
    SpaceOptimizer optimizer,
    DailyOptimize daily) {

  static SpaceRooms over(Ground ground, Uploader uploader) throws FsException {
    CoreParts parts = ground.parts();
    SpaceEnvironment environment =
        new SpaceEnvironment(
            ground.index(),
            ground.store(),
            ground.files(),
            ground.paths(),
            ground.downloader(),
            parts.durableCloud()::run,
            ground.clocks().nanos(),
            System::nanoTime);
    Disk disk = Disk.below(ground.store());
    Visits visits = new Visits(ground.index(), ground.clocks().nanos());
    Evictor evictor = new Evictor(environment, uploader::localCopyDropped);
    PartEvictor partEvictor = new PartEvictor(environment, ground.handles()::isOpenForWriting);
    CacheLimit.Order order = new CacheLimit.Order(evictor, partEvictor, visits);
    CacheLimit limit = new CacheLimit(environment, order, ground.settings().cache(), disk);
    WriteGate gate =
        new WriteGate(
            limit,
            new PaceOfUploads(uploader, ground.network()),
            new WriteGate.Waiting(
                parts.interrupted(), System::nanoTime, ground.tuning().download().patience()));
    SpaceOptimizer optimizer = new SpaceOptimizer(environment, evictor, visits, disk);
    DailyOptimize daily =
        new DailyOptimize(
            new DailyOptimize.Sources(
                ground.index(),
                optimizer,
                ground.settings().space().optimize(),
                ground.tuning().conditions(),
                ground.clock()));
    DiskFloor floor = new DiskFloor(disk, limit);
    return new SpaceRooms(
        environment, disk, visits, evictor, order, limit, floor, gate, optimizer, daily);
  }

  /** Returns when a program may write so many bytes. */
  void requireForWriting(long bytes) throws FsException {
    floor.require(bytes, true);
    gate.require(bytes);
  }
}
