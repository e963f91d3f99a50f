package dev.stratus.cloud.s3;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds small objects that came as a whole against their ETag, which is the MD5 of what was sent in
 * one request. No answer to a range carries a checksum of that range, so others cannot be held
 * against anything.
 */
final class SmallObjects {

  private static final Logger log = LoggerFactory.getLogger(SmallObjects.class);

  /** Whoever waits for the first byte of it waits for the last one too. */
  private static final long MAX_BYTES = 256 << 10;

  /** Servers that encrypt have ETags of the same form that are no digests. */
  private volatile boolean digests = true;

  /** Asks for the same once more. */
  interface Source {
    ObjectBody get() throws CloudException;
  }

  boolean covers(ObjectBody body) {
    ByteRange range = body.range();
    long size = body.info().size();
    return digests
        && range.start() == 0
        && range.end() == size
        && size <= MAX_BYTES
        && body.info().etag().isDigest();
  }

  /**
   * Reads a body that is covered, and asks again where its bytes are not those of the ETag. The
   * same bytes twice were not spoilt on their way: then this server's ETags are no digests.
   *
   * @throws CloudException {@link CloudFailure#CHECKSUM_MISMATCH} if other wrong bytes came
   */
  ObjectBody verified(ObjectBody first, Source source, Ask ask) throws CloudException {
    byte[] bytes = read(first, ask);
    String digest = md5(bytes);
    if (!digest.equals(first.info().etag().value())) {
      bytes = read(source.get(), ask);
      String second = md5(bytes);
      if (second.equals(digest)) {
        log.info("ETags of this server are no digests: what comes is not held against them");
        digests = false;
      } else if (!second.equals(first.info().etag().value())) {
        throw new CloudException(
            CloudFailure.CHECKSUM_MISMATCH, ask + ": its bytes were changed on their way");
      }
    }
    return new ObjectBody(first.info(), first.range(), new ByteArrayInputStream(bytes));
  }

  private static byte[] read(ObjectBody body, Ask ask) throws CloudException {
    try (InputStream in = body.stream()) {
      return in.readAllBytes();
    } catch (CloudException e) {
      throw e;
    } catch (IOException e) {
      throw S3Failures.broken(ask, "the body could not be read: " + e.getMessage());
    }
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
