package dev.stratus.sync.check;

import dev.stratus.cloud.ETag;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.ContentStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells by an ETag whether an object has the bytes of a local copy: it is the MD5 of bytes that
 * were sent in one piece, and the MD5 of the parts' MD5s with their number where they were many. An
 * ETag of another kind just does not match.
 */
public final class CopyDigest {

  private static final int CHUNK = 1 << 20;

  private final ContentStore store;
  private final long partBytes;

  /**
   * @param partBytes how long the parts are of what goes up in parts
   */
  public CopyDigest(ContentStore store, long partBytes) {
    this.store = store;
    this.partBytes = partBytes;
  }

  boolean matches(long copy, ETag etag) throws FsException {
    try (ContentFile file = store.open(copy)) {
      long size = file.size();
      if (etag.value().indexOf('-') < 0) {
        return etag.value().equals(hex(digest(file, 0, size)));
      }
      MessageDigest all = md5();
      long parts = 0;
      for (long start = 0; start < size; start += partBytes) {
        all.update(digest(file, start, Math.min(size, start + partBytes)));
        parts++;
      }
      return etag.value().equals(hex(all.digest()) + "-" + parts);
    }
  }

  private static byte[] digest(ContentFile file, long start, long end) throws FsException {
    MessageDigest md5 = md5();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long position = start;
    while (position < end) {
      chunk.clear().limit((int) Math.min(CHUNK, end - position));
      position += file.read(chunk, position);
      if (chunk.position() == 0) {
        return new byte[0];
      }
      md5.update(chunk.flip());
    }
    return md5.digest();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
