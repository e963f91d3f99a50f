package dev.stratus.sync.api;

/**
 * How the download of a whole bundle stands: cloudSyncManager's DowngradeProgress.
 *
 * @param state what it does: {@link State#FAILED} if it ended and files did not come
 * @param successfulCount files that came, of {@code totalCount} that were missing
 * @param failedCount files that did not come; known at the end
 * @param downloadedSize bytes that came, of {@code totalSize} that were missing
 * @param stopReason why it ended before all was here
 */
public record DowngradeProgress(
    State state,
    long successfulCount,
    long failedCount,
    long totalCount,
    long downloadedSize,
    long totalSize,
    DownloadStopReason stopReason) {}
