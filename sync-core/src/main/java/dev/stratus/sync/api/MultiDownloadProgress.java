package dev.stratus.sync.api;

import java.util.List;

/**
 * How the downloads of a batch stand: cloudSync's MultiDownloadProgress. A snapshot: it does not
 * change when the batch goes on.
 *
 * @param state what the batch does: {@link State#FAILED} if it ended and a file did not come
 * @param taskId what startBatch returned
 * @param successfulFiles the uris that are all here, as they were named at the start
 * @param failedFiles the uris that did not come, and why
 * @param totalCount how many files the batch has
 * @param downloadedSize bytes that are here
 * @param totalSize bytes that all files have
 * @param errType why the last file failed that did
 */
public record MultiDownloadProgress(
    State state,
    long taskId,
    List<String> successfulFiles,
    List<FailedFileInfo> failedFiles,
    int totalCount,
    long downloadedSize,
    long totalSize,
    DownloadErrorType errType) {

  public MultiDownloadProgress {
    successfulFiles = List.copyOf(successfulFiles);
    failedFiles = List.copyOf(failedFiles);
  }

  /** How many files are all here. */
  public int successfulCount() {
    return successfulFiles.size();
  }

  /** How many files did not come. */
  public int failedCount() {
    return failedFiles.size();
  }

  /** The files that did not come: cloudSync's getFailedFiles. */
  public List<FailedFileInfo> getFailedFiles() {
    return failedFiles;
  }

  /** The files that are all here: cloudSync's getSuccessfulFiles. */
  public List<String> getSuccessfulFiles() {
    return successfulFiles;
  }
}
