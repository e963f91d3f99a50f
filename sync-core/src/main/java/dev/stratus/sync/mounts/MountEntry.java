package dev.stratus.sync.mounts;

import java.nio.file.Path;

/**
 * One line of the mount table.
 *
 * @param point where it is mounted
 * @param type of the file system, such as {@code ext4} or {@code fuse.stratus}
 * @param source what the mount calls its source
 */
public record MountEntry(Path point, String type, String source) {

  /** The type under which Stratus mounts (the FUSE subtype behind {@code fuse.}). */
  public static final String STRATUS_TYPE = "fuse.stratus";

  public boolean isStratus() {
    return type.equals(STRATUS_TYPE);
  }
}
