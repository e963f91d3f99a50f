package dev.stratus.mount.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing that can be set: by a flag, by the environment, in the configuration file. */
public enum Setting {
  /** The S3 server's URL. */
  ENDPOINT,
  /** The server's region. */
  REGION,
  /** Where index, local copies and log are kept. */
  STATE_DIR,
  /** Which engine drives the kernel. */
  ENGINE,
  /** Whether nothing may be changed through the mount. */
  READ_ONLY,
  /** Whether fsync and close wait until the bytes are in the cloud. */
  WRITE_THROUGH,
  /** Whether other users see the mount. */
  ALLOW_OTHER,
  /** Owner of objects that name none. */
  UID,
  /** Group of objects that name none. */
  GID,
  /** Permission bits (octal) that objects without a mode do not get. */
  UMASK,
  /** How many bytes local copies may take. */
  CACHE_SIZE,
  /** How much of the disk local copies leave free: bytes, or a share such as {@code 10%}. */
  MIN_FREE,
  /** Whether the cloud is the embedded one. */
  EMBEDDED,
  /** Where the embedded cloud keeps its objects. */
  EMBEDDED_DIR,
  /** Bytes per second that go up at most. */
  UPLOAD_LIMIT,
  /** Bytes per second that come down at most. */
  DOWNLOAD_LIMIT,
  /** Whether uploads may go over a metered network. */
  UPLOAD_METERED,
  /** Whether downloads that go on behind may go over a metered network. */
  DOWNLOAD_METERED,
  /** How many transfers run at once. */
  CONNECTIONS,
  /** Whether listings of extended attributes show Stratus' own. */
  LIST_STATE_XATTRS,
  /** Patterns of names that are never uploaded, one a line; a list in the configuration file. */
  IGNORE,
  /** Whether conflicts are settled by themselves or by a user; not a flag. */
  CONFLICTS,
  /** How many files a compare may remove unasked; not a flag. */
  MAX_REMOVALS,
  /** What share of the files, in percent, it may remove unasked; not a flag. */
  MAX_REMOVALS_PERCENT,
  /** Days that local copies stay of files that other clients deleted; not a flag. */
  TRASH_DAYS,
  /** Bytes of them that stay; not a flag. */
  TRASH_SIZE,
  /** What other users and groups may do through the control socket; not a flag, nor a variable. */
  PERMISSIONS,
  /** Days without a visit after which optimize-space takes a file; not a flag. */
  OPTIMIZE_DAYS,
  /** While less than this share of the disk is free, in percent, such files go; not a flag. */
  OPTIMIZE_BELOW,
  /** Until this share is free; not a flag. */
  OPTIMIZE_UNTIL,
  /** While less than this share is free, whatever the cloud has goes; not a flag. */
  OPTIMIZE_URGENT_BELOW,
  /** Until this share is free; not a flag. */
  OPTIMIZE_URGENT_UNTIL,
  /** Whether other files go too, after images and videos; not a flag. */
  OPTIMIZE_ALL_TYPES,
  /** Whether this is done each day; not a flag. */
  OPTIMIZE_DAILY,
  /** Whether the daemon saves the processor time of its warm-up; not a flag. */
  NO_WARM_UP,
  /** A file of mode 0600 with the credentials; not a flag. */
  CREDENTIALS_FILE;

  /** As in the configuration file, and behind {@code --} as a flag where it is one. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As an environment variable. */
  public String variable() {
    return "STRATUS_" + name();
  }

  /** Whether it may be given a list of values. */
  boolean isList() {
    return this == IGNORE;
  }

  /** Whether it is given words by name. */
  boolean isMap() {
    return this == PERMISSIONS;
  }

  static Optional<Setting> ofKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
