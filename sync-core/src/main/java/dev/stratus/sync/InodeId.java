package dev.stratus.sync;

/** The number of a file, directory or link; it never changes while the file lives. */
public record InodeId(long value) {

  /** The directory that the mount shows. */
  public static final InodeId ROOT = new InodeId(1);

  /** Numbers below this one are the file system's own. */
  public static final long FIRST_FREE = 16;

  // Each look-up compares some, and the methods that a record gets by itself go through method
  // handles, which the JVM's first compiler does not see through. So it is with names.

  @Override
  public boolean equals(Object other) {
    return other instanceof InodeId that && value == that.value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
