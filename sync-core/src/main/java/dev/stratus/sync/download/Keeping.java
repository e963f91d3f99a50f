package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import org.jspecify.annotations.Nullable;

/**
 * The downloader's own use of one file: from its first fetch until all that came is recorded. Not
 * thread safe: {@link FileDownload} guards it.
 */
final class Keeping {

  /** When the file will be recorded; later ones are more urgent. */
  private enum Plan {
    NONE,
    LATER,
    NOW
  }

  private final FileDownload owner;
  private final Workings workings;
  private OpenFiles.@Nullable Use use;

  /** How many fetches are in a line or run, those that were given up included. */
  private int running;

  private long unrecorded;
  private Plan plan = Plan.NONE;
  private boolean recording;

  Keeping(FileDownload owner, Workings workings) {
    this.owner = owner;
    this.workings = workings;
  }

  /** The file, in use from now on. */
  OpenFile begin() throws FsException {
    OpenFiles.Use used = use;
    if (used == null) {
      used = workings.files().use(owner.inode());
      use = used;
    }
    return used.file();
  }

  /** The file while it is in use, else null. */
  @Nullable OpenFile file() {
    return use == null ? null : use.file();
  }

  void fetchBegan() {
    running++;
  }

  void fetchEnded() {
    running--;
    planRecord();
  }

  void landed(long count) {
    unrecorded += count;
    planRecord();
  }

  /** What came is about to be dropped. */
  void forgetUnrecorded() {
    unrecorded = 0;
  }

  /** Decides when what has come is to be recorded. */
  void planRecord() {
    if (unrecorded == 0 || use == null) {
      return;
    }
    DownloadSettings settings = workings.settings();
    if (unrecorded >= settings.recordBytes() || (running == 0 && use.file().isComplete())) {
      plan(Plan.NOW);
    } else if (running == 0) {
      plan(Plan.LATER);
    }
  }

  private void plan(Plan wanted) {
    if (wanted.compareTo(plan) > 0) {
      plan = wanted;
      if (wanted == Plan.NOW) {
        workings.recorder().soon(owner.recording());
      } else {
        workings.recorder().later(owner.recording(), workings.settings().recordAfter());
      }
    }
  }

  /** The file that is to be synced now, or null if nothing has come. */
  @Nullable OpenFile beginRecord() {
    plan = Plan.NONE;
    // While a fetch runs, bytes may have landed that are not counted yet.
    if (use == null || (unrecorded == 0 && running == 0)) {
      return null;
    }
    unrecorded = 0;
    recording = true;
    return use.file();
  }

  void endRecord() {
    recording = false;
    planRecord();
  }

  /** Gives the use away, to be closed outside the lock, if nothing here needs it any more. */
  OpenFiles.@Nullable Use takeIdle() {
    if (running > 0 || unrecorded > 0 || recording) {
      return null;
    }
    OpenFiles.Use idle = use;
    use = null;
    return idle;
  }
}
