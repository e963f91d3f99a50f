package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.rounds.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * When downloads that go on behind are to rest, and why: while the machine is to be spared, or the
 * cloud is switched off. What somebody waits for never asks.
 */
final class DownloadRest {

  private final Sparing sparing;
  private final CloudSwitches switches;
  private final DownloadPlan plan;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  DownloadRest(Sparing sparing, CloudSwitches switches, DownloadPlan plan) {
    this.sparing = sparing;
    this.switches = switches;
    this.plan = plan;
  }

  /**
   * What in the machine keeps downloads back.
   *
   * @param asked whether somebody asked for them now
   */
  Set<Trouble> troubles(boolean asked) {
    return sparing.downloads(asked);
  }

  boolean areAllOn() {
    return switches.areAllOn();
  }

  /** Whether the cloud is switched off for a file. */
  boolean isOff(long inode) throws FsException {
    if (switches.areAllOn()) {
      return false;
    }
    Optional<String> path = plan.path(inode);
    return path.filter(switches::isOff).isPresent();
  }

  /** Whether it is switched off for what is at a path. */
  boolean isOff(String path) {
    return switches.isOff(path);
  }

  /** Tells a listener that downloads are to rest, or may go on; it returns soon. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    listeners.forEach(Runnable::run);
  }
}
