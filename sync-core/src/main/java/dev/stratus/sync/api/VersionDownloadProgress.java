package dev.stratus.sync.api;

/**
 * How the download of a former version stands: cloudSync's VersionDownloadProgress.
 *
 * @param state what it does
 * @param progress in whole percent, from 0 to 100
 * @param errType why it failed
 */
public record VersionDownloadProgress(State state, int progress, DownloadErrorType errType) {}
