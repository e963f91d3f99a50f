package dev.stratus.sync.core;

import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.MachineConditions;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.upload.UploadSettings;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What no user sets: the sources of time and chance, and how the rooms behave.
 *
 * @param random for pauses
 * @param uuids for the names of attempts, files and bytes
 * @param conditions of the machine
 */
record Tuning(
    Clock clock,
    Random random,
    Supplier<String> uuids,
    UploadSettings upload,
    RemoteSettings remote,
    DownloadSettings download,
    Conditions conditions) {

  /** On a machine that nobody has to consider. */
  Tuning(
      Clock clock,
      Random random,
      Supplier<String> uuids,
      UploadSettings upload,
      RemoteSettings remote,
      DownloadSettings download) {
    this(clock, random, uuids, upload, remote, download, Conditions.GOOD);
  }

  Tuning withConditions(Conditions machine) {
    return new Tuning(clock, random, uuids, upload, remote, download, machine);
  }

  /** What a mount has. */
  static Tuning defaults() {
    return new Tuning(
        Clock.systemUTC(),
        new Random(),
        () -> UUID.randomUUID().toString(),
        UploadSettings.defaults(),
        RemoteSettings.defaults(),
        DownloadSettings.defaults(),
        MachineConditions.here());
  }
}
