package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.Pins;
import dev.stratus.sync.rounds.Trouble;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** What people want to have here: downloads and pins. */
record Wishes(
    Subtree subtree,
    DownloadPlan plan,
    DownloadRest rest,
    Downloads downloads,
    Pins pins,
    PinKeeper keeper,
    Pinning pinning) {

  static Wishes over(Ground ground, Exchange exchange, SpaceRooms space, Restraints restraints)
      throws FsException {
    Index index = ground.index();
    Paths paths = ground.paths();
    OptionalLong most = ground.settings().cache().most();
    Subtree subtree = new Subtree(index, paths, exchange.remote());
    DownloadPlan plan =
        new DownloadPlan(
            new DownloadPlan.Sources(
                index, ground.files(), paths, subtree, exchange.remote(), space.disk(), most));
    DownloadRest rest = new DownloadRest(restraints.sparing(), restraints.switches(), plan);
    DownloadWork.Wish asked = new DownloadWork.Wish(true, space.visits()::visited);
    Downloads downloads =
        new Downloads(index, plan, new DownloadWork(ground.downloader(), plan, rest, asked));
    Pins pins = new Pins(index);
    DownloadWork.Wish pinned = new DownloadWork.Wish(false, inode -> {});
    PinKeeper keeper =
        new PinKeeper(index, pins, plan, new DownloadWork(ground.downloader(), plan, rest, pinned));
    Pinning pinning = new Pinning(new Pinning.Sources(index, paths, pins, subtree, plan, keeper));
    return new Wishes(subtree, plan, rest, downloads, pins, keeper, pinning);
  }

  /** Lets all downloads hear when they are to rest, or may go on. */
  void listen(Restraints restraints, ProgramDownloads programs) {
    rest.onChange(downloads::changed);
    rest.onChange(programs::changed);
    rest.onChange(keeper::changed);
    restraints.sparing().onChange(rest::changed);
    restraints.switches().onChange(rest::changed);
  }

  /** What keeps the downloads back that go on behind, if there are any, or will. */
  Set<Trouble> troubles(ProgramDownloads programs) throws FsException {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    if (downloads.isResting() || programs.isResting()) {
      troubles.addAll(rest.troubles(true));
    }
    if (keeper.isResting()) {
      troubles.addAll(rest.troubles(false));
    }
    return troubles;
  }
}
