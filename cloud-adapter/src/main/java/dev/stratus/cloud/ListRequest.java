package dev.stratus.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What to list.
 *
 * @param prefix only keys that begin so; empty for all
 * @param delimited whether keys with a further {@code /} are folded into one common prefix
 * @param startAfter only keys after this one, or null for all
 * @param pageSize at most this many keys and prefixes a page, 1 to 1,000
 * @param metadata whether user metadata is wanted too, where the server lists it ({@link
 *     Capabilities#listsMetadata()}); MinIO takes three times as long for such a page. A listing
 *     may go on with or without it
 */
public record ListRequest(
    String prefix, boolean delimited, @Nullable String startAfter, int pageSize, boolean metadata) {

  /** The most that S3 gives in one page. */
  public static final int MAX_PAGE = 1000;

  public ListRequest {
    if (pageSize < 1 || pageSize > MAX_PAGE) {
      throw new IllegalArgumentException("page size " + pageSize + " is not in 1.." + MAX_PAGE);
    }
  }

  /** With metadata. */
  public ListRequest(String prefix, boolean delimited, @Nullable String startAfter, int pageSize) {
    this(prefix, delimited, startAfter, pageSize, true);
  }

  /** Every key below a prefix. */
  public static ListRequest flat(String prefix) {
    return new ListRequest(prefix, false, null, MAX_PAGE);
  }

  /** The keys and common prefixes directly below a prefix, as of a directory. */
  public static ListRequest delimited(String prefix) {
    return new ListRequest(prefix, true, null, MAX_PAGE);
  }

  /** The same in pages of at most so many keys. */
  public ListRequest withPageSize(int keys) {
    return new ListRequest(prefix, delimited, startAfter, keys, metadata);
  }

  /** The same, for whoever needs no metadata. */
  public ListRequest withoutMetadata() {
    return new ListRequest(prefix, delimited, startAfter, pageSize, false);
  }
}
