package dev.stratus.sync.space;

import java.util.Optional;

/**
 * What became of the wish that a local copy go.
 *
 * @param path below the mount's root; empty for a file without a name
 * @param bytes that were here, and are (or in a dry run would be) gone; 0 if kept
 * @param kept why it is still here; empty if it is gone
 */
public record Eviction(long inode, String path, long bytes, Optional<Kept> kept) {

  public boolean evicted() {
    return kept.isEmpty();
  }
}
