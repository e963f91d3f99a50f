package dev.stratus.sync.index;

/** A name in a directory, as the key of a cache. */
record EntryName(long parent, String name) {

  // Each path that the kernel asks for is compared here, and the methods that a record gets by
  // itself go through
  // method handles, which the JVM's first compiler does not see through.

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryName that && parent == that.parent && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(parent) + name.hashCode();
  }
}
