package dev.stratus.sync.space;

import java.util.OptionalLong;

/**
 * How much room local copies may take.
 *
 * @param most bytes that they may take together; empty for no limit
 * @param minFree bytes of the disk that stay free for others; 0 for none
 */
public record CacheBounds(OptionalLong most, long minFree) {

  /** The disk is the only limit. */
  public static CacheBounds none() {
    return new CacheBounds(OptionalLong.empty(), 0);
  }

  /** The same, but with so many bytes of the disk kept free. */
  public CacheBounds withMinFree(long bytes) {
    return new CacheBounds(most, bytes);
  }
}
