package dev.stratus.sync.api;

/**
 * A former version of a file: cloudSync's HistoryVersion.
 *
 * @param editedTime when it was changed, in milliseconds since 1970
 * @param fileSize in bytes
 * @param versionId what the cloud calls it
 * @param originalFileName the name that the file had
 * @param sha256 of its bytes, in hexadecimal digits; empty when nobody knows it
 * @param autoResolved whether a conflict made it one
 */
public record HistoryVersion(
    long editedTime,
    long fileSize,
    String versionId,
    String originalFileName,
    String sha256,
    boolean autoResolved) {}
