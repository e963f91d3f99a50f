package dev.stratus.sync.api;

/**
 * A file of a batch that did not come: cloudSync's FailedFileInfo.
 *
 * @param uri of the file, as it was named at the start
 * @param error why it failed
 */
public record FailedFileInfo(String uri, DownloadErrorType error) {}
