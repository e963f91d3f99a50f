package dev.stratus.mount;

import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.config.ObjectDefaults;
import dev.stratus.mount.config.RemoteLimits;
import dev.stratus.mount.engine.jnr.Holes;
import dev.stratus.sync.core.CoreOption;
import dev.stratus.sync.core.CoreParts;
import dev.stratus.sync.core.CoreSettings;
import dev.stratus.sync.core.MeteredUse;
import dev.stratus.sync.core.SyncCore;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.RemovalGuard;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.state.StateDirectory;
import dev.stratus.sync.trash.Trash;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens the core with what the user asked for. */
final class Cores {

  private static final int ALL_FILE_BITS = 0666;
  private static final int ALL_DIRECTORY_BITS = 0777;

  private static final Path SELF = Path.of("/proc/self");
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private Cores() {}

  /** What a core is given besides settings and cloud. */
  record Surroundings(
      StateDirectory state,
      Path controlSocket,
      BooleanSupplier interruption,
      Supplier<Set<String>> mapped) {}

  static SyncCore open(MountSettings settings, Clouds.Opened cloud, Surroundings surroundings)
      throws IOException {
    StateDirectory state = surroundings.state();
    return SyncCore.open(
        new CoreParts(
            state.index(),
            state.content(),
            state.boot(),
            cloud.store(),
            cloud.away(),
            cloud.durable(),
            surroundings.interruption(),
            surroundings.controlSocket(),
            Holes::punch,
            surroundings.mapped()),
        settings(settings, Files.getFileStore(state.path())));
  }

  private static CoreSettings settings(MountSettings settings, FileStore disk) throws IOException {
    String prefix = settings.bucket().prefix();
    ObjectDefaults defaults = settings.defaults();
    Long limit = settings.cacheSize();
    RemoteLimits remote = settings.remote();
    return new CoreSettings(
        prefix.isEmpty() ? "" : prefix + "/",
        Files.readString(HOST).strip(),
        options(settings),
        new MeteredUse(
            settings.transfers().uploadMetered(), settings.transfers().downloadMetered()),
        new DefaultAttributes(
            own(defaults.uid(), "unix:uid"),
            own(defaults.gid(), "unix:gid"),
            ALL_FILE_BITS & ~defaults.umask(),
            ALL_DIRECTORY_BITS & ~defaults.umask()),
        new CoreSettings.Space(
            new CacheBounds(
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                settings.minFree().of(disk.getTotalSpace())),
            settings.optimize()),
        new RemovalGuard.Limit(remote.removals(), remote.removalsPercent()),
        new Trash.Limits(Duration.ofDays(remote.trashDays()), remote.trashBytes()),
        settings.ignore());
  }

  private static Set<CoreOption> options(MountSettings settings) {
    Map<CoreOption, Boolean> wanted =
        Map.of(
            CoreOption.READ_ONLY, settings.readOnly(),
            CoreOption.WRITE_THROUGH, settings.writeThrough(),
            CoreOption.LIST_STATE_XATTRS, settings.listStateXattrs(),
            CoreOption.MANUAL_CONFLICTS, settings.manualConflicts());
    return wanted.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Objects that name no owner belong to whoever mounts, unless the user says otherwise. */
  private static int own(@Nullable Integer given, String attribute) throws IOException {
    return given == null ? (Integer) Files.getAttribute(SELF, attribute) : given;
  }
}
