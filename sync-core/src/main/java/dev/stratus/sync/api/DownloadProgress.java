package dev.stratus.sync.api;

/**
 * How the download of a file stands: cloudSync's DownloadProgress.
 *
 * @param state what it does
 * @param processed bytes that are here
 * @param size bytes that the file has
 * @param uri of the file, as it was named at the start
 * @param error why it failed
 */
public record DownloadProgress(
    State state, long processed, long size, String uri, DownloadErrorType error) {}
