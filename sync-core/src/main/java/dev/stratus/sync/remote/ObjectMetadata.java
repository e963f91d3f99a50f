package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.UserMetadata;
import dev.stratus.sync.index.Inode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a file's attributes travel as user metadata. Written is what s3fs and rclone
 * read; read is what they and Stratus write. A value that makes no sense counts as absent.
 */
public final class ObjectMetadata {

  static final String MODE = "mode";
  static final String UID = "uid";
  static final String GID = "gid";
  static final String MTIME = "mtime";
  static final String RDEV = "stratus-rdev";
  static final String CLOUD_ID = "stratus-id";
  static final String CONTENT_ID = "stratus-content";
  static final String NONCE = "stratus-put";

  /** Of a file that was renamed: a sum over the key that it had before. */
  static final String ORIGIN = "stratus-from";

  static final String LINK_GROUP = "stratus-links";
  static final String XATTRS = "stratus-xattr";

  /** As long as any nonce, for telling whether metadata fit before there is one. */
  private static final String SOME_NONCE = "00000000-0000-0000-0000-000000000000";

  private static final long NANOS = 1_000_000_000L;

  /** Beyond, nanoseconds since 1970 do not fit a long. */
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

  private static final Pattern SECONDS = Pattern.compile("(-?\\d{1,11})(?:\\.(\\d{1,18}))?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private ObjectMetadata() {}

  /** Writes the metadata of a file's object. */
  public static Map<String, String> encode(Inode inode, Map<String, byte[]> xattrs, String nonce) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(MODE, Integer.toString(inode.mode()));
    metadata.put(UID, Integer.toUnsignedString(inode.uid()));
    metadata.put(GID, Integer.toUnsignedString(inode.gid()));
    metadata.put(MTIME, seconds(inode.mtime()));
    metadata.put(CLOUD_ID, inode.cloudId());
    if (!inode.contentId().isEmpty()) {
      metadata.put(CONTENT_ID, inode.contentId());
    }
    metadata.put(NONCE, nonce);
    if (inode.rdev() != 0) {
      metadata.put(RDEV, Long.toString(inode.rdev()));
    }
    String linkGroup = inode.linkGroup();
    if (linkGroup != null) {
      metadata.put(LINK_GROUP, linkGroup);
    }
    if (!xattrs.isEmpty()) {
      metadata.put(XATTRS, XattrCode.encode(xattrs));
    }
    return metadata;
  }

  /**
   * Says which key the file had before, where there is room: so who sees the new one knows whether
   * it is the end of that key that is to come.
   */
  public static Map<String, String> withOrigin(Map<String, String> metadata, ObjectKey origin) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(ORIGIN, sum(origin));
    return UserMetadata.size(more) <= UserMetadata.MAX_BYTES ? more : metadata;
  }

  /** Whether a file had a key before; unknown where its object says nothing. */
  static Optional<Boolean> isFrom(ObjectInfo info, ObjectKey origin) {
    return info.metadata().map(all -> all.get(ORIGIN)).map(sum -> sum.equals(sum(origin)));
  }

  /**
   * Short, since keys are long and room is scarce; who meets the same sum by chance waits longer.
   */
  private static String sum(ObjectKey key) {
    CRC32C sum = new CRC32C();
    sum.update(key.value().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /** Tells whether an object could carry these attributes. */
  public static boolean fits(Inode inode, Map<String, byte[]> xattrs) {
    return UserMetadata.size(encode(inode, xattrs, SOME_NONCE)) <= UserMetadata.MAX_BYTES;
  }

  /** Reads what anybody wrote. */
  public static ObjectAttributes decode(Map<String, String> metadata) {
    return new ObjectAttributes(
        mode(metadata.get(MODE)),
        id(metadata.get(UID)),
        id(metadata.get(GID)),
        time(metadata.get(MTIME)),
        number(metadata.get(RDEV)),
        uuid(metadata.get(CLOUD_ID)),
        uuid(metadata.get(CONTENT_ID)),
        uuid(metadata.get(NONCE)),
        uuid(metadata.get(LINK_GROUP)),
        XattrCode.decode(metadata.getOrDefault(XATTRS, "")));
  }

  static String seconds(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    long rest = Math.floorMod(nanos, NANOS);
    if (rest == 0) {
      return Long.toString(seconds);
    }
    // The fraction counts away from zero, as in any decimal number.
    long whole = seconds < 0 ? seconds + 1 : seconds;
    long fraction = seconds < 0 ? NANOS - rest : rest;
    String sign = seconds < 0 && whole == 0 ? "-" : "";
    String digits = Long.toString(NANOS + fraction).substring(1);
    return sign + whole + '.' + digits;
  }

  private static OptionalInt mode(@Nullable String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    try {
      int radix = text.startsWith("0") ? 8 : 10;
      int mode = Integer.parseInt(text, radix);
      return mode >= 0 && mode <= 0177777 ? OptionalInt.of(mode) : OptionalInt.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt id(@Nullable String text) {
    try {
      return text == null
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseUnsignedInt(text.strip()));
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }

  private static OptionalLong number(@Nullable String text) {
    try {
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong time(@Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    Matcher decimal = SECONDS.matcher(text);
    return decimal.matches() ? decimalTime(decimal) : calendarTime(text);
  }

  private static OptionalLong decimalTime(Matcher decimal) {
    String fraction = decimal.group(2) == null ? "" : decimal.group(2);
    long seconds = Long.parseLong(decimal.group(1));
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    boolean negative = decimal.group(1).startsWith("-");
    return nanos(seconds, negative ? -nanos : nanos);
  }

  private static OptionalLong calendarTime(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return nanos(instant.getEpochSecond(), instant.getNano());
    } catch (DateTimeException notATime) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong nanos(long seconds, long nanos) {
    return Math.abs(seconds) > MAX_SECONDS
        ? OptionalLong.empty()
        : OptionalLong.of(seconds * NANOS + nanos);
  }

  private static Optional<String> uuid(@Nullable String text) {
    return Optional.ofNullable(text).filter(value -> ID.matcher(value).matches());
  }
}
