package dev.stratus.cloud.memory;

import dev.stratus.cloud.ETag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** ETags as S3 makes them: the same bytes give the same ETag, unless they came in parts. */
final class Digests {

  private Digests() {}

  static ETag ofObject(byte[] bytes) {
    return new ETag(HexFormat.of().formatHex(md5().digest(bytes)));
  }

  static ETag ofParts(List<ETag> parts) {
    MessageDigest md5 = md5();
    for (ETag part : parts) {
      md5.update(HexFormat.of().parseHex(part.value()));
    }
    return new ETag(HexFormat.of().formatHex(md5.digest()) + "-" + parts.size());
  }

  static int crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
