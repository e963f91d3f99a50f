package dev.stratus.sync.space;

/**
 * What a run by the disk's free space does, and when. All shares are percent of the disk.
 *
 * @param days without a visit, and since the upload, after which a file may go
 * @param below while less than this is free, such files go …
 * @param until … until this much is free
 * @param urgentBelow where that does not help and less than this is free, whatever the cloud has
 *     goes …
 * @param urgentUntil … until this much is free
 * @param allTypes whether other files go too, after images and videos
 * @param daily whether there is such a run each day
 */
public record OptimizePolicy(
    int days,
    int below,
    int until,
    int urgentBelow,
    int urgentUntil,
    boolean allTypes,
    boolean daily) {

  /** That of the original. */
  public static OptimizePolicy usual() {
    return new OptimizePolicy(30, 50, 60, 15, 20, false, false);
  }

  /** The same, but other files go too. */
  public OptimizePolicy withAllTypes() {
    return new OptimizePolicy(days, below, until, urgentBelow, urgentUntil, true, daily);
  }
}
