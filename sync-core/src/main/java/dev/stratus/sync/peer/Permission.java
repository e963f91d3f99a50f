package dev.stratus.sync.peer;

import java.util.Arrays;
import java.util.Optional;

/** What the configuration may give to users beside the mount's owner and root. */
public enum Permission {
  /** cloudSync's {@code ohos.permission.CLOUDFILE_SYNC}: states and caches, for its own sake. */
  CLOUDFILE_SYNC("CLOUDFILE_SYNC"),
  /** cloudSync's {@code ohos.permission.CLOUDFILE_SYNC_MANAGER}: the sync of all bundles. */
  CLOUDFILE_SYNC_MANAGER("CLOUDFILE_SYNC_MANAGER"),
  /** What the original asks of the callers of its system interfaces. */
  SYSTEM_APPLICATION("system-application");

  private final String word;

  Permission(String word) {
    this.word = word;
  }

  /** As the configuration names it. */
  public String word() {
    return word;
  }

  static Optional<Permission> of(String word) {
    return Arrays.stream(values()).filter(permission -> permission.word.equals(word)).findFirst();
  }
}
