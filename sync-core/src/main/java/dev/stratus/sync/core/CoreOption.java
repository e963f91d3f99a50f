package dev.stratus.sync.core;

/** What a mount may do otherwise than usual. */
public enum CoreOption {
  /** Nothing may be changed, here or in the cloud. */
  READ_ONLY,
  /** {@code fsync} and {@code close} wait until the bytes are in the cloud. */
  WRITE_THROUGH,
  /** Listings of extended attributes show {@code user.cloud.*}. */
  LIST_STATE_XATTRS,
  /** A user decides what becomes of a file that was changed here and in the cloud. */
  MANUAL_CONFLICTS
}
