package dev.stratus.sync.api;

/**
 * Where the files of a bundle are: cloudSyncManager's CloudFileInfo. Sizes are in bytes.
 *
 * @param cloudFileCount files of which bytes are only in the cloud
 * @param localFileCount files that are only here
 * @param bothFileCount files that are here and in the cloud
 */
public record CloudFileInfo(
    long cloudFileCount,
    long cloudFileTotalSize,
    long localFileCount,
    long localFileTotalSize,
    long bothFileCount,
    long bothFileTotalSize) {}
