package dev.stratus.sync.control;

/**
 * How the upload of a file stands.
 *
 * @param path below the mount's root
 * @param state as cloudSync's UploadState names it
 * @param processed bytes that are in the cloud
 * @param size bytes that the file has
 * @param error as cloudSync's ErrorType names it
 */
public record UploadEvent(String path, String state, long processed, long size, String error) {}
