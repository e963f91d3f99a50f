package dev.stratus.sync.view;

import org.jspecify.annotations.Nullable;

/**
 * What {@code setattr} sets; null leaves a thing as it is.
 *
 * @param mode permission bits (the type never changes)
 * @param size in bytes
 */
public record AttributeChange(
    @Nullable Integer mode,
    @Nullable Integer uid,
    @Nullable Integer gid,
    @Nullable Long size,
    TimeChange atime,
    TimeChange mtime) {

  public static AttributeChange mode(int mode) {
    return new AttributeChange(mode, null, null, null, TimeChange.omit(), TimeChange.omit());
  }

  /** A new owner; null leaves the user or the group. */
  public static AttributeChange owner(@Nullable Integer uid, @Nullable Integer gid) {
    return new AttributeChange(null, uid, gid, null, TimeChange.omit(), TimeChange.omit());
  }

  public static AttributeChange size(long size) {
    return new AttributeChange(null, null, null, size, TimeChange.omit(), TimeChange.omit());
  }

  public static AttributeChange times(TimeChange atime, TimeChange mtime) {
    return new AttributeChange(null, null, null, null, atime, mtime);
  }
}
