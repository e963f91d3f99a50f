package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.cloud.Precondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Copies objects under preconditions. CopyObject is not used: servers ignore {@code If-None-Match}
 * on it, and {@code If-Match} where source and target are one. Small objects travel: read bound to
 * their ETag and put under the target's precondition, which takes two requests where parts take
 * four, and is the only way for empty ones, which cannot be a part. Others are copied as parts on
 * the server and completed under the precondition.
 */
final class S3Copy {

  /** Two trips with so many bytes are faster than four without, unless the line is very slow. */
  private static final long SMALL = 64 << 10;

  /** S3 takes up to 5 GiB a part; smaller ones keep each request within its time-out. */
  private static final long PART = 1L << 30;

  private final S3Store store;

  S3Copy(S3Store store) {
    this.store = store;
  }

  /** Which version goes where, as what, and over what. */
  record Order(
      ObjectKey source,
      ETag etag,
      ObjectKey target,
      Map<String, String> metadata,
      Precondition precondition) {}

  ETag copy(Order order) throws CloudException {
    ObjectInfo info = store.stat(order.source());
    if (!info.etag().equals(order.etag())) {
      throw new CloudException(
          CloudFailure.PRECONDITION_FAILED,
          "COPY '" + order.source() + "': it is " + info.etag() + ", not " + order.etag());
    }
    return info.size() <= SMALL ? carry(order, info.size()) : copyParts(order, info.size());
  }

  private ETag carry(Order order, long size) throws CloudException {
    return store.put(
        order.target(), Body.of(read(order, size)), order.metadata(), order.precondition());
  }

  private byte[] read(Order order, long size) throws CloudException {
    if (size == 0) {
      return new byte[0];
    }
    try (ObjectBody body = store.get(order.source(), order.etag(), new ByteRange(0, size))) {
      return body.stream().readAllBytes();
    } catch (CloudException e) {
      throw e;
    } catch (IOException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, "COPY '" + order.source() + "'", e);
    }
  }

  private ETag copyParts(Order order, long size) throws CloudException {
    String id = store.createMultipart(order.target(), order.metadata());
    try {
      List<PartTag> parts = new ArrayList<>();
      for (long at = 0; at < size; at += PART) {
        ByteRange range = new ByteRange(at, Math.min(size, at + PART));
        parts.add(
            store.copyPart(
                order.target(), id, parts.size() + 1, order.source(), order.etag(), range));
      }
      return store.completeMultipart(order.target(), id, parts, order.precondition());
    } catch (CloudException e) {
      abandon(order.target(), id, e);
      throw e;
    }
  }

  private void abandon(ObjectKey target, String id, CloudException reason) {
    try {
      store.abortMultipart(target, id);
    } catch (CloudException e) {
      // The upload stays pending, where listMultipart shows it; the first failure is the one.
      reason.addSuppressed(e);
    }
  }
}
