package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.ContentStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Tells whether an object has the bytes of a local copy, by the object's ETag: it is the MD5 of
 * bytes that were sent in one piece, and the MD5 of the parts' MD5s with their number where they
 * were many. An ETag of another kind just does not match.
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

  /** The ETags that an object with the bytes of a local copy can have. */
  Set<String> etags(long copy) throws FsException {
    try (ContentFile file = store.open(copy)) {
      long size = file.size();
      ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size));
      MessageDigest whole = md5();
      MessageDigest all = md5();
      long parts = 0;
      for (long start = 0; start < size; start += partBytes) {
        MessageDigest part = md5();
        new Range(file, start, Math.min(size, start + partBytes)).read(chunk, List.of(whole, part));
        all.update(part.digest());
        parts++;
      }
      return Set.of(hex(whole.digest()), hex(all.digest()) + "-" + parts);
    }
  }

  /** A run of bytes of a file. */
  private record Range(ContentFile file, long start, long end) {

    void read(ByteBuffer chunk, List<MessageDigest> digests) throws FsException {
      long position = start;
      while (position < end) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
        int count = file.read(chunk, position);
        if (count == 0) {
          // Somebody has cut it: it will not match.
          return;
        }
        position += count;
        digests.forEach(digest -> digest.update(chunk.duplicate().flip()));
      }
    }
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
