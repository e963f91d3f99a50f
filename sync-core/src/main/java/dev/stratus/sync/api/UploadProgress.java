package dev.stratus.sync.api;

/**
 * How the upload of a file stands: cloudSync's UploadProgress.
 *
 * @param state what it does
 * @param processed bytes that are in the cloud
 * @param size bytes that the file has
 * @param uri of the file
 * @param error why it failed or waits
 */
public record UploadProgress(
    UploadState state, long processed, long size, String uri, ErrorType error) {}
