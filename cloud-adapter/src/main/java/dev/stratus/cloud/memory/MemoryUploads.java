package dev.stratus.cloud.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.cloud.PendingUpload;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The multipart uploads of a bucket. */
final class MemoryUploads {

  private final Clock clock;

  @GuardedBy("this")
  private final Map<String, Upload> uploads = new HashMap<>();

  @GuardedBy("this")
  private long lastId;

  MemoryUploads(Clock clock) {
    this.clock = clock;
  }

  synchronized String create(ObjectKey key, Map<String, String> metadata) {
    String id = "upload-" + ++lastId;
    uploads.put(id, new Upload(key, Map.copyOf(metadata), clock.instant()));
    return id;
  }

  synchronized PartTag put(ObjectKey key, String id, int number, byte[] bytes)
      throws CloudException {
    StoredObject part = new StoredObject(bytes, Digests.ofObject(bytes), clock.instant(), Map.of());
    find(key, id).parts.put(number, part);
    return new PartTag(number, part.etag(), bytes.length);
  }

  synchronized List<PartTag> parts(ObjectKey key, String id) throws CloudException {
    List<PartTag> tags = new ArrayList<>();
    find(key, id).parts.forEach((n, p) -> tags.add(new PartTag(n, p.etag(), p.bytes().length)));
    return tags;
  }

  /** Puts the named parts together; the upload stays until {@link #abort}. */
  synchronized StoredObject assemble(
      ObjectKey key, String id, List<PartTag> parts, long minPartSize) throws CloudException {
    Upload upload = find(key, id);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<ETag> etags = new ArrayList<>();
    int before = 0;
    for (PartTag tag : parts) {
      StoredObject part = upload.parts.get(tag.number());
      if (part == null || !part.etag().equals(tag.etag())) {
        throw new CloudException(
            CloudFailure.NOT_FOUND, "part " + tag + " of " + key + " is not there");
      }
      if (tag.number() <= before) {
        throw new CloudException(
            CloudFailure.NOT_SUPPORTED, "part " + tag + " of " + key + " is not in order");
      }
      boolean last = etags.size() == parts.size() - 1;
      if (part.bytes().length < minPartSize && !last) {
        throw new CloudException(
            CloudFailure.NOT_SUPPORTED, "part " + tag + " of " + key + " is too small");
      }
      before = tag.number();
      etags.add(part.etag());
      bytes.writeBytes(part.bytes());
    }
    if (etags.isEmpty()) {
      throw new CloudException(CloudFailure.NOT_SUPPORTED, "no parts for " + key);
    }
    return new StoredObject(
        bytes.toByteArray(), Digests.ofParts(etags), clock.instant(), upload.metadata);
  }

  synchronized void abort(ObjectKey key, String id) {
    Upload upload = uploads.get(id);
    if (upload != null && upload.key.equals(key)) {
      uploads.remove(id);
    }
  }

  synchronized List<PendingUpload> pending(String prefix) {
    List<PendingUpload> pending = new ArrayList<>();
    uploads.forEach(
        (id, upload) -> {
          if (upload.key.value().startsWith(prefix)) {
            pending.add(new PendingUpload(upload.key, id, upload.initiated));
          }
        });
    return pending;
  }

  synchronized int count() {
    return uploads.size();
  }

  @GuardedBy("this")
  private Upload find(ObjectKey key, String id) throws CloudException {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.key.equals(key)) {
      throw new CloudException(CloudFailure.NOT_FOUND, "no upload " + id + " of " + key);
    }
    return upload;
  }
}
