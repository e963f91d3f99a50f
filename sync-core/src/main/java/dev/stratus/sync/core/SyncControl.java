package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.rounds.SyncRounds;
import dev.stratus.sync.rounds.SyncSaying;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import java.io.IOException;
import java.util.function.Consumer;

/** Starts, stops and watches the sync for the control socket. */
final class SyncControl {

  private static final String NO_ERROR = "NO_ERROR";

  private final Uploader uploader;
  private final SyncRounds rounds;
  private final RoundWork work;
  private final Sparing sparing;

  SyncControl(Uploader uploader, SyncRounds rounds, RoundWork work, Sparing sparing) {
    this.uploader = uploader;
    this.rounds = rounds;
    this.work = work;
    this.sparing = sparing;
  }

  /**
   * A round begins at once, or after the one that is under way; not with an almost empty battery.
   */
  void start() throws IOException {
    if (sparing.isBatteryLow()) {
      throw new ControlException(
          ControlFailure.LOW_BATTERY,
          "The battery is below 10 %: plug the machine in, the sync then goes on by itself.");
    }
    uploader.startSync();
    uploader.retry("");
    rounds.begin();
  }

  void stop() throws FsException {
    uploader.stopSync();
    rounds.stop();
  }

  Runnable watch(Consumer<? super SyncEvent> events) {
    return rounds.subscribe(saying -> events.accept(event(saying)));
  }

  private static SyncEvent event(SyncSaying saying) {
    Trouble trouble = saying.trouble();
    return new SyncEvent(saying.state().name(), trouble == null ? NO_ERROR : trouble.name());
  }

  long lastSyncMillis() throws FsException {
    return work.lastSyncMillis();
  }
}
