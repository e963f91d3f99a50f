package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.rounds.SyncRounds;
import dev.stratus.sync.rounds.SyncSaying;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Uploader;
import java.util.function.Consumer;

/** Starts, stops and watches the sync for the control socket. */
final class SyncControl {

  private static final String NO_ERROR = "NO_ERROR";

  private final Uploader uploader;
  private final SyncRounds rounds;
  private final RoundWork work;

  SyncControl(Uploader uploader, SyncRounds rounds, RoundWork work) {
    this.uploader = uploader;
    this.rounds = rounds;
    this.work = work;
  }

  /** A round begins at once, or after the one that is under way. */
  void start() throws FsException {
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
