package dev.stratus.mount.config;

import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.peer.Grants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the user gave into {@link MountSettings}. */
public final class SettingsReader {

  private static final String DEFAULT_REGION = "us-east-1";

  /** What a new file would get from most shells. */
  private static final int DEFAULT_UMASK = 022;

  private static final int MAX_UMASK = 0777;

  /** More than anybody deletes by the way, few enough to be noticed. */
  private static final int DEFAULT_REMOVALS = 100;

  private static final int DEFAULT_REMOVALS_PERCENT = 50;
  private static final int MAX_PERCENT = 100;
  private static final int DEFAULT_TRASH_DAYS = 30;
  private static final long DEFAULT_TRASH_BYTES = 1L << 30;

  private final Environment environment;

  public SettingsReader(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads the settings of a mount.
   *
   * @param flags as texts; what was not given is absent
   */
  public MountSettings read(MountArguments arguments, Map<Setting, String> flags)
      throws ConfigException {
    SettingLayers layers = new SettingLayers(flags, environment, readFile(arguments.configFile()));
    BucketPath bucket = BucketPath.parse(arguments.bucket());
    String region = region(layers);
    Endpoint endpoint =
        new EndpointChoice(environment, layers, region).choose(embeddedDirectory(layers));
    String id = MountId.of(endpoint, bucket);
    return new MountSettings(
        id,
        bucket,
        endpoint,
        region,
        environment.path(arguments.mountPoint()),
        path(layers, Setting.STATE_DIR).orElse(stateRoot().resolve(id)),
        engine(layers),
        layers.isOn(Setting.READ_ONLY),
        layers.isOn(Setting.WRITE_THROUGH),
        layers.isOn(Setting.ALLOW_OTHER),
        defaults(layers),
        size(layers, Setting.CACHE_SIZE),
        minFree(layers),
        OptimizeSettings.read(layers),
        transfers(layers),
        remote(layers),
        ignore(layers),
        layers.isOn(Setting.LIST_STATE_XATTRS),
        manualConflicts(layers),
        !layers.isOn(Setting.NO_WARM_UP),
        grants(layers));
  }

  private Map<Setting, SettingValue> readFile(@Nullable String given) throws ConfigException {
    String named = given == null ? environment.get("STRATUS_CONFIG") : given;
    if (named != null) {
      return ConfigFile.read(environment.path(named));
    }
    Path usual = environment.configHome().resolve("stratus/config.yaml");
    return Files.exists(usual) ? ConfigFile.read(usual) : Map.of();
  }

  private String region(SettingLayers layers) {
    Optional<String> set = layers.find(Setting.REGION).map(SettingValue::text);
    String aws = environment.get("AWS_REGION");
    return set.orElse(aws == null ? DEFAULT_REGION : aws);
  }

  private Path stateRoot() {
    return environment.stateHome().resolve("stratus");
  }

  /** In a state directory that the user named, else beside those that Stratus names by itself. */
  private Path embeddedDirectory(SettingLayers layers) {
    Path state = path(layers, Setting.STATE_DIR).orElse(stateRoot());
    return path(layers, Setting.EMBEDDED_DIR).orElse(state.resolve("embedded"));
  }

  private Optional<Path> path(SettingLayers layers, Setting setting) {
    return layers.find(setting).map(value -> environment.path(value.text()));
  }

  private static EngineChoice engine(SettingLayers layers) throws ConfigException {
    Optional<SettingValue> value = layers.find(Setting.ENGINE);
    if (value.isEmpty()) {
      return EngineChoice.AUTO;
    }
    for (EngineChoice choice : EngineChoice.values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value.get().text())) {
        return choice;
      }
    }
    throw ConfigException.malformed(
        value.get().origin() + " is auto or jnr, not \"" + value.get().text() + "\".");
  }

  private static ObjectDefaults defaults(SettingLayers layers) throws ConfigException {
    int umask = layers.number(Setting.UMASK, 8).orElse(DEFAULT_UMASK);
    if (umask > MAX_UMASK) {
      throw ConfigException.malformed("--umask takes an octal number up to 777, such as 022.");
    }
    return new ObjectDefaults(
        layers.number(Setting.UID, 10).orElse(null),
        layers.number(Setting.GID, 10).orElse(null),
        umask);
  }

  private static RemoteLimits remote(SettingLayers layers) throws ConfigException {
    int percent = layers.number(Setting.MAX_REMOVALS_PERCENT, 10).orElse(DEFAULT_REMOVALS_PERCENT);
    if (percent > MAX_PERCENT) {
      throw ConfigException.malformed("max-removals-percent is at most " + MAX_PERCENT + ".");
    }
    Long trash = size(layers, Setting.TRASH_SIZE);
    return new RemoteLimits(
        layers.number(Setting.MAX_REMOVALS, 10).orElse(DEFAULT_REMOVALS),
        percent,
        layers.number(Setting.TRASH_DAYS, 10).orElse(DEFAULT_TRASH_DAYS),
        trash == null ? DEFAULT_TRASH_BYTES : trash);
  }

  private static IgnoreRules ignore(SettingLayers layers) throws ConfigException {
    Optional<SettingValue> value = layers.find(Setting.IGNORE);
    try {
      return IgnoreRules.of(
          value.stream()
              .flatMap(given -> given.text().lines())
              .filter(line -> !line.isBlank())
              .toList());
    } catch (IllegalArgumentException e) {
      throw ConfigException.malformed(
          value.map(SettingValue::origin).orElseThrow() + ": " + e.getMessage() + ".");
    }
  }

  private static boolean manualConflicts(SettingLayers layers) throws ConfigException {
    Optional<SettingValue> value = layers.find(Setting.CONFLICTS);
    String mode = value.map(SettingValue::text).orElse("automatic");
    if (!mode.equals("automatic") && !mode.equals("manual")) {
      throw ConfigException.malformed(
          value.orElseThrow().origin() + " is automatic or manual, not \"" + mode + "\".");
    }
    return mode.equals("manual");
  }

  private static Grants grants(SettingLayers layers) throws ConfigException {
    Optional<SettingValue> value = layers.find(Setting.PERMISSIONS);
    Map<String, String> words = new LinkedHashMap<>();
    value.stream()
        .flatMap(given -> given.text().lines())
        .map(line -> line.split("=", 2))
        .forEach(line -> words.put(line[0], line[line.length - 1]));
    try {
      return Grants.parse(words);
    } catch (IllegalArgumentException e) {
      throw ConfigException.malformed(
          value.map(SettingValue::origin).orElseThrow() + ": " + e.getMessage() + ".");
    }
  }

  private static TransferLimits transfers(SettingLayers layers) throws ConfigException {
    @Nullable Integer connections = layers.number(Setting.CONNECTIONS, 10).orElse(null);
    if (connections != null && connections == 0) {
      throw ConfigException.malformed("--connections takes a number from 1 on.");
    }
    return new TransferLimits(
        rate(layers, Setting.UPLOAD_LIMIT),
        rate(layers, Setting.DOWNLOAD_LIMIT),
        connections,
        layers.isOn(Setting.UPLOAD_METERED),
        layers.isOn(Setting.DOWNLOAD_METERED));
  }

  private static long rate(SettingLayers layers, Setting setting) throws ConfigException {
    Long rate = size(layers, setting);
    return rate == null ? 0 : rate;
  }

  private static DiskShare minFree(SettingLayers layers) throws ConfigException {
    Optional<SettingValue> value = layers.find(Setting.MIN_FREE);
    try {
      return value.isEmpty() ? DiskShare.USUAL : DiskShare.parse(value.get().text());
    } catch (IllegalArgumentException e) {
      throw ConfigException.malformed(value.get().origin() + ": " + e.getMessage() + ".");
    }
  }

  private static @Nullable Long size(SettingLayers layers, Setting setting) throws ConfigException {
    Optional<SettingValue> value = layers.find(setting);
    if (value.isEmpty()) {
      return null;
    }
    try {
      return ByteSize.parse(value.get().text());
    } catch (IllegalArgumentException e) {
      throw ConfigException.malformed(value.get().origin() + ": " + e.getMessage() + ".");
    }
  }
}
