package dev.stratus.sync.control;

import java.util.List;

/**
 * How the sync of a tree is doing at one moment. Lists are cut at a length that a human can read;
 * the counts are complete.
 *
 * @param path below the mount's root
 * @param stopped whether nothing of it may go up
 * @param off whether the cloud is switched off for it
 * @param toBeUploaded what waits for its upload, failed files not counted
 * @param uploading what is on its way up
 * @param failedCount how many uploads failed, {@code failed} names the first of them
 * @param transfers under way, both directions
 */
public record TreeStatus(
    String path,
    boolean stopped,
    boolean off,
    Amount toBeUploaded,
    Amount uploading,
    long failedCount,
    List<FailedUpload> failed,
    List<Transfer> transfers) {

  public TreeStatus {
    failed = List.copyOf(failed);
    transfers = List.copyOf(transfers);
  }
}
