package dev.stratus.mount.cli;

import dev.stratus.mount.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code mount} that are settings too, as texts; the settings' room checks them. */
final class MountFlags {

  @Option(names = "--endpoint", paramLabel = "URL", description = "The S3 server.")
  @Nullable String endpoint;

  @Option(names = "--region", paramLabel = "R", description = "AWS_REGION, else us-east-1.")
  @Nullable String region;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Index, local copies, log. Default: $${XDG_STATE_HOME:-~/.local/state}/stratus/ID.")
  @Nullable String stateDir;

  @Option(
      names = "--engine",
      paramLabel = "auto|jnr",
      completionCandidates = EngineNames.class,
      description = "Default: auto.")
  @Nullable String engine;

  @Option(names = "--read-only", description = "Nothing can be changed through this mount.")
  boolean readOnly;

  @Option(
      names = "--write-through",
      description = "fsync and close return when the bytes are in the cloud.")
  boolean writeThrough;

  @Option(
      names = "--upload-metered",
      description = "Uploads may go over a metered network (mobile data).")
  boolean uploadMetered;

  @Option(
      names = "--download-metered",
      description = "Downloads and pins may come over a metered network; what is read always does.")
  boolean downloadMetered;

  @Option(names = "--allow-other", description = "Other users see the mount too.")
  boolean allowOther;

  @Option(names = "--uid", paramLabel = "N", description = "Owner of objects that name none.")
  @Nullable String uid;

  @Option(names = "--gid", paramLabel = "N", description = "Group of objects that name none.")
  @Nullable String gid;

  @Option(
      names = "--umask",
      paramLabel = "M",
      description = "Octal bits that objects without a mode do not get. Default: 022.")
  @Nullable String umask;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      description = "Room for local copies, such as 20G. Default: the disk.")
  @Nullable String cacheSize;

  @Option(
      names = "--min-free",
      paramLabel = "SIZE|PERCENT%",
      description = "Part of the disk that local copies leave free. Default: 10%%.")
  @Nullable String minFree;

  @Option(
      names = "--download-limit",
      paramLabel = "SIZE",
      description = "Bytes that may come down in a second, such as 2M. Default: no limit.")
  @Nullable String downloadLimit;

  @Option(
      names = "--upload-limit",
      paramLabel = "SIZE",
      description = "Bytes that may go up in a second. Default: no limit.")
  @Nullable String uploadLimit;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Transfers at once; a quarter is kept for waiting readers. Default: 64.")
  @Nullable String connections;

  @Option(
      names = "--ignore",
      paramLabel = "PATTERN",
      description = "Names that are never uploaded, as in .gitignore. May be repeated.")
  @Nullable List<String> ignore;

  @Option(
      names = "--list-state-xattrs",
      description = "Listings show user.cloud.* too ('getfattr -d'); a copy may carry them along.")
  boolean listStateXattrs;

  @Option(names = "--embedded", description = "The cloud is a server inside this mount's process.")
  boolean embedded;

  @Option(
      names = "--embedded-dir",
      paramLabel = "DIR",
      description = "Where the embedded cloud keeps its objects. Implies --embedded.")
  @Nullable String embeddedDir;

  /** What was given. */
  Map<Setting, String> given() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    put(given, Setting.ENDPOINT, endpoint);
    put(given, Setting.REGION, region);
    put(given, Setting.STATE_DIR, stateDir);
    put(given, Setting.ENGINE, engine);
    put(given, Setting.READ_ONLY, readOnly ? "true" : null);
    put(given, Setting.WRITE_THROUGH, writeThrough ? "true" : null);
    put(given, Setting.UPLOAD_METERED, uploadMetered ? "true" : null);
    put(given, Setting.DOWNLOAD_METERED, downloadMetered ? "true" : null);
    put(given, Setting.ALLOW_OTHER, allowOther ? "true" : null);
    put(given, Setting.UID, uid);
    put(given, Setting.GID, gid);
    put(given, Setting.UMASK, umask);
    put(given, Setting.CACHE_SIZE, cacheSize);
    put(given, Setting.MIN_FREE, minFree);
    put(given, Setting.DOWNLOAD_LIMIT, downloadLimit);
    put(given, Setting.UPLOAD_LIMIT, uploadLimit);
    put(given, Setting.CONNECTIONS, connections);
    put(given, Setting.IGNORE, ignore == null ? null : String.join("\n", ignore));
    put(given, Setting.LIST_STATE_XATTRS, listStateXattrs ? "true" : null);
    put(given, Setting.EMBEDDED, embedded ? "true" : null);
    put(given, Setting.EMBEDDED_DIR, embeddedDir);
    return given;
  }

  private static void put(Map<Setting, String> given, Setting setting, @Nullable String text) {
    if (text != null) {
      given.put(setting, text);
    }
  }
}
