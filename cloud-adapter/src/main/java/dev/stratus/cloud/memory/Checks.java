package dev.stratus.cloud.memory;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a server looks at before it does a request, and what a lying one answers. */
final class Checks {

  private Checks() {}

  static StoredObject existing(MemoryBucket bucket, ObjectKey key) throws CloudException {
    StoredObject object = bucket.find(key);
    if (object == null) {
      throw new CloudException(CloudFailure.NOT_FOUND, "no object " + key);
    }
    return object;
  }

  static StoredObject existing(MemoryBucket bucket, ObjectVersion version) throws CloudException {
    StoredObject object = bucket.find(version);
    if (object == null) {
      throw new CloudException(CloudFailure.NOT_FOUND, "no bytes of " + version);
    }
    return object;
  }

  static StoredObject version(MemoryBucket bucket, ObjectKey key, ETag etag) throws CloudException {
    StoredObject object = existing(bucket, key);
    if (!object.etag().equals(etag)) {
      throw new CloudException(
          CloudFailure.PRECONDITION_FAILED, key + " is " + object.etag() + ", wanted " + etag);
    }
    return object;
  }

  static void within(ObjectKey key, StoredObject object, ByteRange range) throws CloudException {
    if (range.end() > object.bytes().length) {
      throw new CloudException(
          CloudFailure.BROKEN_ANSWER,
          key + " has " + object.bytes().length + " bytes, wanted " + range);
    }
  }

  /** Takes a body in, as a server that looks at its length and, if told to, its checksum. */
  static byte[] receive(ObjectKey key, Body body, boolean verify) throws CloudException {
    byte[] bytes;
    try (InputStream in = body.open()) {
      bytes = in.readNBytes(Math.toIntExact(body.size() + 1));
    } catch (IOException e) {
      throw new CloudException(CloudFailure.CANCELLED, "the body for " + key + " failed", e);
    }
    if (bytes.length != body.size()) {
      throw new CloudException(
          CloudFailure.CANCELLED, "the body for " + key + " is not " + body.size() + " bytes");
    }
    if (verify && Digests.crc32c(bytes) != body.crc32c()) {
      throw new CloudException(
          CloudFailure.CHECKSUM_MISMATCH, "other bytes came for " + key + " than announced");
    }
    return bytes;
  }

  static ETag lying(Faults.@Nullable Hit hit, ETag truth) {
    boolean lies = hit != null && hit.fault() instanceof Fault.WrongETag;
    return lies ? new ETag("0" + truth.value()) : truth;
  }

  static ObjectInfo lying(Faults.@Nullable Hit hit, ObjectInfo truth) {
    ETag etag = lying(hit, truth.etag());
    return new ObjectInfo(truth.key(), truth.size(), etag, truth.lastModified(), truth.metadata());
  }
}
