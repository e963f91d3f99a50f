package dev.stratus.sync.view;

/** What {@code fallocate} does with a range. */
public enum Allocation {
  /** Room is made, and the file grows to hold the range. */
  EXTEND,
  /** FALLOC_FL_KEEP_SIZE: room is made, the size stays. */
  KEEP_SIZE,
  /** FALLOC_FL_PUNCH_HOLE | KEEP_SIZE: the range reads as zeros. */
  PUNCH_HOLE,
  /** FALLOC_FL_ZERO_RANGE: the range reads as zeros, and the file grows to hold it. */
  ZERO_RANGE,
  /** FALLOC_FL_ZERO_RANGE | KEEP_SIZE. */
  ZERO_RANGE_KEEP_SIZE
}
