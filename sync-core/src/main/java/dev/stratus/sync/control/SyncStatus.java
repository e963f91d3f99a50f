package dev.stratus.sync.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a mount's sync at one moment. Lists are cut at a length that a human can read; the
 * counts are complete.
 *
 * @param stopped whether the sync was stopped by {@code sync stop}
 * @param switches which bundles take part in the sync
 * @param resting what rests, and why
 * @param listing how far the bucket is known
 * @param toBeUploaded what waits for its upload, failed and stopped files not counted
 * @param uploading what is on its way up
 * @param failedCount how many uploads failed, {@code failed} names the first of them
 * @param transfers under way, both directions
 * @param trash local copies of files that other clients deleted
 * @param neverUploaded files whose names the ignore patterns keep on this machine
 * @param held what the cloud asks for and waits for {@code sync accept}, or null
 * @param conflictCount how many conflicted copies were made and neither renamed nor removed since;
 *     {@code conflicts} names the latest of them
 * @param findingCount how many there are, {@code findings} names the first of them
 * @param lastError of the network, or null when the last request was answered
 */
public record SyncStatus(
    boolean stopped,
    CloudState switches,
    Resting resting,
    Listing listing,
    Amount toBeUploaded,
    Amount uploading,
    long failedCount,
    List<FailedUpload> failed,
    List<Transfer> transfers,
    CacheUse cache,
    DiskUse disk,
    Amount trash,
    Amount neverUploaded,
    @Nullable Held held,
    long conflictCount,
    List<Conflict> conflicts,
    long findingCount,
    List<Finding> findings,
    @Nullable NetworkError lastError) {

  public SyncStatus {
    failed = List.copyOf(failed);
    transfers = List.copyOf(transfers);
    conflicts = List.copyOf(conflicts);
    findings = List.copyOf(findings);
  }

  /** The same as somebody sees it who may not read the files: counts, but no names. */
  SyncStatus withoutNames() {
    return new SyncStatus(
        stopped,
        switches.withoutNames(),
        resting,
        listing.withoutTrouble(),
        toBeUploaded,
        uploading,
        failedCount,
        List.of(),
        List.of(),
        cache,
        disk,
        trash,
        neverUploaded,
        held,
        conflictCount,
        List.of(),
        findingCount,
        List.of(),
        lastError == null ? null : lastError.withoutReason());
  }
}
