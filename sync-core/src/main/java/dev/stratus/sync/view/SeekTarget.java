package dev.stratus.sync.view;

/** What {@code lseek} looks for. */
public enum SeekTarget {
  /** SEEK_DATA. */
  DATA,
  /** SEEK_HOLE. */
  HOLE
}
