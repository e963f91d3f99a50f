package dev.stratus.sync.core;

import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.MachineConditions;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.remote.RemoteSettings;
import dev.stratus.sync.upload.UploadSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What no user sets: the sources of time and chance, and how the rooms behave.
 *
 * @param random for pauses
 * @param uuids for the names of attempts, files and bytes
 * @param conditions of the machine
 * @param conditionsAge how old a look at them may be
 */
record Tuning(
    Clock clock,
    Random random,
    Supplier<String> uuids,
    UploadSettings upload,
    RemoteSettings remote,
    DownloadSettings download,
    Conditions conditions,
    Duration conditionsAge) {

  /** Batteries and heat change slowly. */
  private static final Duration USUAL_AGE = Duration.ofSeconds(5);

  Tuning withConditions(Conditions machine) {
    return new Tuning(clock, random, uuids, upload, remote, download, machine, conditionsAge);
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
        MachineConditions.here(),
        USUAL_AGE);
  }
}
