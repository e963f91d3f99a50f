package dev.stratus.sync.remote;

/**
 * What a file has whose object does not say it.
 *
 * @param fileMode permission bits of files
 * @param directoryMode permission bits of directories
 */
public record DefaultAttributes(int uid, int gid, int fileMode, int directoryMode) {}
