package dev.stratus.sync.upload;

/**
 * What is left to do.
 *
 * @param pending names whose objects may differ from what should be, failed ones included
 * @param failed names that were refused for good
 * @param unwanted objects that are still to be deleted, those that the cloud refused to delete not
 *     counted
 */
public record UploadCounts(long pending, long failed, long unwanted) {

  /** Whether the cloud has all that the index has. */
  public boolean isQuiet() {
    return pending == 0 && unwanted == 0;
  }
}
