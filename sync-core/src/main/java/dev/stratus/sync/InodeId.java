package dev.stratus.sync;

/** The number of a file, directory or link; it never changes while the file lives. */
public record InodeId(long value) {

  /** The directory that the mount shows. */
  public static final InodeId ROOT = new InodeId(1);

  /** Numbers below this one are the file system's own. */
  public static final long FIRST_FREE = 16;

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
