package dev.stratus.cloud;

/**
 * What a server really does, found out by effect (it may accept a header and ignore it). Kept as
 * data, so that a mount asks once.
 *
 * @param putIfMatch PUT obeys {@code If-Match}
 * @param putIfAbsent PUT obeys {@code If-None-Match: *}
 * @param completeIfMatch CompleteMultipartUpload obeys {@code If-Match}
 * @param completeIfAbsent CompleteMultipartUpload obeys {@code If-None-Match: *}
 * @param deleteIfMatch DELETE obeys {@code If-Match}
 * @param copySourceIfMatch CopyObject and UploadPartCopy obey the source's ETag
 * @param copyIfAbsent CopyObject obeys {@code If-None-Match: *} on its target
 * @param verifiesCrc32c PUT and UploadPart refuse bytes that differ from their CRC32C
 * @param listsMetadata a listing brings user metadata
 * @param notifies the bucket can be watched
 * @param versioned the bucket keeps versions
 * @param refusesLate a DELETE that was signed for some seconds is refused when it arrives later
 */
public record Capabilities(
    boolean putIfMatch,
    boolean putIfAbsent,
    boolean completeIfMatch,
    boolean completeIfAbsent,
    boolean deleteIfMatch,
    boolean copySourceIfMatch,
    boolean copyIfAbsent,
    boolean verifiesCrc32c,
    boolean listsMetadata,
    boolean notifies,
    boolean versioned,
    boolean refusesLate) {

  /** The least that a server may have: every precondition is then looked at before the request. */
  public static Capabilities none() {
    return new Capabilities(
        false, false, false, false, false, false, false, false, false, false, false, false);
  }

  /** The same, but watched or not. */
  public Capabilities withNotifies(boolean does) {
    return new Capabilities(
        putIfMatch,
        putIfAbsent,
        completeIfMatch,
        completeIfAbsent,
        deleteIfMatch,
        copySourceIfMatch,
        copyIfAbsent,
        verifiesCrc32c,
        listsMetadata,
        does,
        versioned,
        refusesLate);
  }
}
