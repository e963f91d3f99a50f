package dev.stratus.sync.control;

/**
 * How far a long request is.
 *
 * @param activity in one or two words, such as {@code uploading}
 * @param filesDone of {@code filesTotal}
 * @param bytesDone of {@code bytesTotal}
 */
public record Progress(
    String activity, long filesDone, long filesTotal, long bytesDone, long bytesTotal) {}
