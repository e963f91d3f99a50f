package dev.stratus.sync.core;

import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.trash.TrashView;
import dev.stratus.sync.trash.TrashedLook;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileActivity;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.StratusView;
import dev.stratus.sync.view.WriteBarrier;
import java.util.Map;

/**
 * The folder as engines see it.
 *
 * @param arrivals brings whole files into it
 */
record Folder(FileSystemView view, Arrivals arrivals) {

  static Folder over(
      Ground ground, Exchange exchange, SpaceRooms space, Shown shown, Reaper reaper) {
    StratusView plain =
        new StratusView(
            new StratusView.Parts(
                ground.index(),
                ground.store(),
                ground.files(),
                ground.handles(),
                exchange.remote(),
                shown.values(),
                new Activity(space, ground.downloader(), exchange, reaper),
                barrier(ground, exchange),
                space::requireForWriting,
                ground.clocks(),
                ground.settings().readOnly()));
    DefaultAttributes defaults = ground.settings().defaults();
    Caller owner = new Caller(defaults.uid(), defaults.gid());
    Arrivals arrivals =
        new Arrivals(plain, owner, defaults.directoryMode(), ground.clocks().uuids());
    TrashedLook look =
        new TrashedLook(defaults.fileMode(), defaults.uid(), defaults.gid(), 0, Map.of());
    FileSystemView view =
        new TrashView(plain, ground.trash(), arrivals, look, shown.recycling()::recycle);
    return new Folder(view, arrivals);
  }

  private static WriteBarrier barrier(Ground ground, Exchange exchange) {
    if (!ground.settings().has(CoreOption.WRITE_THROUGH)) {
      return WriteBarrier.NONE;
    }
    WriteThrough.Waiting waiting =
        new WriteThrough.Waiting(ground.parts().interrupted(), System::nanoTime);
    return new WriteThrough(ground.index(), exchange.uploader(), ground.network(), waiting);
  }

  /** Tells the other rooms what programs do. */
  private record Activity(SpaceRooms space, Downloader downloader, Exchange exchange, Reaper reaper)
      implements FileActivity {
    @Override
    public void opened(long inode) {
      space.visits().visited(inode);
      downloader.opened(inode);
    }

    @Override
    public void read(long inode) {
      space.visits().visited(inode);
    }

    @Override
    public void written(long inode) {
      exchange.uploader().released(inode);
      exchange.feed().closed(inode);
    }

    @Override
    public void nameless(long inode) {
      reaper.add(inode);
    }
  }
}
