package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.upload.Uploader;

/**
 * What keeps transfers back though there is work.
 *
 * @param sparing for the sake of the machine
 * @param switches since somebody said so
 */
record Restraints(Sparing sparing, CloudSwitches switches) {

  static Restraints over(Ground ground, Uploader uploader) throws FsException {
    Sparing sparing =
        new Sparing(ground.tuning(), ground.settings().metered(), uploader, System::nanoTime);
    return new Restraints(sparing, new CloudSwitches(ground.index(), uploader));
  }
}
