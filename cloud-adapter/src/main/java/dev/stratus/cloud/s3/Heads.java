package dev.stratus.cloud.s3;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.UserMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads and checks the heads of answers. */
final class Heads {

  static final String META = "x-amz-meta-";

  /** The ETag of no bytes, which S3Proxy answers to the PUT of a marker and later leaves out. */
  static final ETag EMPTY = new ETag("d41d8cd98f00b204e9800998ecf8427e");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

  private static final HttpTime LAST_MODIFIED = new HttpTime("Last-Modified");

  private Heads() {}

  /** Reads the head of a HEAD. */
  static ObjectInfo ofStat(ObjectKey key, Headers headers, Ask ask) throws CloudException {
    return info(key, headers, number(headers, "Content-Length", ask), ask);
  }

  /** Reads the head of a ranged GET, and checks that it is of that range. */
  static ObjectInfo ofRange(ObjectKey key, Response response, ByteRange range, Ask ask)
      throws CloudException {
    Headers headers = response.headers();
    long length = number(headers, "Content-Length", ask);
    @Nullable String header = headers.get("Content-Range");
    if (header == null) {
      // A server may answer a range of everything with everything.
      boolean whole = response.code() == 200 && range.start() == 0 && length == range.length();
      require(whole, ask, "no Content-Range in the answer to " + range);
      return info(key, headers, length, ask);
    }
    Matcher found = CONTENT_RANGE.matcher(header);
    boolean exact =
        found.matches()
            && found.group(1).equals(Long.toString(range.start()))
            && found.group(2).equals(Long.toString(range.end() - 1))
            && length == range.length();
    require(exact, ask, header + " with length " + length + " came for " + range);
    return info(key, headers, Long.parseLong(found.group(3)), ask);
  }

  static ETag etag(Headers headers, Ask ask) throws CloudException {
    @Nullable String etag = headers.get("ETag");
    require(etag != null && !etag.replace("\"", "").isEmpty(), ask, "no ETag in the answer");
    return ETag.parse(String.valueOf(etag));
  }

  /** Whether this is an empty object that stands for a directory. */
  static boolean isMarker(ObjectKey key, long size) {
    return size == 0 && key.value().endsWith("/");
  }

  private static ObjectInfo info(ObjectKey key, Headers headers, long size, Ask ask)
      throws CloudException {
    @Nullable Instant modified = LAST_MODIFIED.in(headers);
    if (modified == null) {
      throw S3Failures.broken(ask, "no Last-Modified in the answer");
    }
    boolean bareMarker = isMarker(key, size) && headers.get("ETag") == null;
    ETag etag = bareMarker ? EMPTY : etag(headers, ask);
    return new ObjectInfo(key, size, etag, modified, Optional.of(metadata(headers)));
  }

  private static Map<String, String> metadata(Headers headers) {
    Map<String, String> metadata = new HashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      addMetadata(metadata, headers.name(i), headers.value(i));
    }
    return metadata;
  }

  /** Takes what a header says if it is the user's. */
  static void addMetadata(Map<String, String> metadata, String name, String value) {
    if (name.regionMatches(true, 0, META, 0, META.length())) {
      metadata.put(
          name.substring(META.length()).toLowerCase(Locale.ROOT), UserMetadata.decode(value));
    }
  }

  private static long number(Headers headers, String name, Ask ask) throws CloudException {
    @Nullable String value = headers.get(name);
    if (value == null || !NUMBER.matcher(value).matches()) {
      throw S3Failures.broken(ask, name + " is " + value);
    }
    return Long.parseLong(value);
  }

  private static void require(boolean holds, Ask ask, String otherwise) throws CloudException {
    if (!holds) {
      throw S3Failures.broken(ask, otherwise);
    }
  }
}
