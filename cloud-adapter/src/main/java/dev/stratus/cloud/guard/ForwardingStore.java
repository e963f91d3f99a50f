package dev.stratus.cloud.guard;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.PartTag;
import dev.stratus.cloud.PendingUpload;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.Watch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Passes every request to another store, through one method that a decorator fills in. */
public abstract class ForwardingStore implements CloudStore {

  private final CloudStore inner;

  protected ForwardingStore(CloudStore inner) {
    this.inner = inner;
  }

  final CloudStore inner() {
    return inner;
  }

  /** A request to the inner store. */
  public interface Call<T> {
    T send() throws CloudException;
  }

  /** Does a request in the decorator's way. */
  protected abstract <T> T around(Request request, Call<T> call) throws CloudException;

  /** Looks at bytes on their way up. */
  Body up(Body body) {
    return body;
  }

  @Override
  public Capabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public ObjectInfo stat(ObjectKey key) throws CloudException {
    return around(Request.of(Verb.STAT), () -> inner.stat(key));
  }

  @Override
  public ListPage list(ListRequest request, String continuation) throws CloudException {
    return around(Request.of(Verb.LIST), () -> inner.list(request, continuation));
  }

  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    return around(Request.of(Verb.GET), () -> inner.get(key, etag, range));
  }

  @Override
  public ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException {
    return around(Request.of(Verb.GET), () -> inner.get(version, range));
  }

  @Override
  public boolean keepsVersions() throws CloudException {
    return around(Request.of(Verb.STAT), inner::keepsVersions);
  }

  @Override
  public void keepVersions() throws CloudException {
    around(
        Request.of(Verb.KEEP_VERSIONS),
        () -> {
          inner.keepVersions();
          return Verb.KEEP_VERSIONS;
        });
  }

  @Override
  public List<ObjectVersion> versions(ObjectKey key, int limit) throws CloudException {
    return around(Request.of(Verb.LIST_VERSIONS), () -> inner.versions(key, limit));
  }

  @Override
  public ETag put(ObjectKey key, Body body, Map<String, String> metadata, Precondition condition)
      throws CloudException {
    Body watched = up(body);
    return around(
        new Request(Verb.PUT, condition), () -> inner.put(key, watched, metadata, condition));
  }

  @Override
  public String createMultipart(ObjectKey key, Map<String, String> metadata) throws CloudException {
    return around(Request.of(Verb.CREATE_MULTIPART), () -> inner.createMultipart(key, metadata));
  }

  @Override
  public PartTag putPart(ObjectKey key, String uploadId, int number, Body body)
      throws CloudException {
    Body watched = up(body);
    return around(Request.of(Verb.PUT_PART), () -> inner.putPart(key, uploadId, number, watched));
  }

  @Override
  public PartTag copyPart(
      ObjectKey key,
      String uploadId,
      int number,
      ObjectKey source,
      ETag sourceEtag,
      ByteRange sourceRange)
      throws CloudException {
    return around(
        Request.of(Verb.COPY_PART),
        () -> inner.copyPart(key, uploadId, number, source, sourceEtag, sourceRange));
  }

  @Override
  public ETag completeMultipart(
      ObjectKey key, String uploadId, List<PartTag> parts, Precondition condition)
      throws CloudException {
    return around(
        new Request(Verb.COMPLETE_MULTIPART, condition),
        () -> inner.completeMultipart(key, uploadId, parts, condition));
  }

  @Override
  public void abortMultipart(ObjectKey key, String uploadId) throws CloudException {
    around(
        Request.of(Verb.ABORT_MULTIPART),
        () -> {
          inner.abortMultipart(key, uploadId);
          return key;
        });
  }

  @Override
  public List<PendingUpload> listMultipart(String prefix) throws CloudException {
    return around(Request.of(Verb.LIST_MULTIPART), () -> inner.listMultipart(prefix));
  }

  @Override
  public List<PartTag> listParts(ObjectKey key, String uploadId) throws CloudException {
    return around(Request.of(Verb.LIST_PARTS), () -> inner.listParts(key, uploadId));
  }

  @Override
  public ETag copy(
      ObjectKey source,
      ETag sourceEtag,
      ObjectKey target,
      Map<String, String> metadata,
      Precondition condition)
      throws CloudException {
    return around(
        new Request(Verb.COPY, condition),
        () -> inner.copy(source, sourceEtag, target, metadata, condition));
  }

  @Override
  public void delete(ObjectKey key, Precondition condition) throws CloudException {
    around(
        new Request(Verb.DELETE, condition),
        () -> {
          inner.delete(key, condition);
          return key;
        });
  }

  @Override
  public List<ObjectKey> deleteAll(Collection<ObjectKey> keys, Instant until)
      throws CloudException {
    return around(Request.of(Verb.DELETE_ALL), () -> inner.deleteAll(keys, until));
  }

  @Override
  public Watch watch(String prefix, Consumer<CloudEvent> listener) throws CloudException {
    return around(Request.of(Verb.WATCH), () -> inner.watch(prefix, listener));
  }

  @Override
  public void close() {
    inner.close();
  }
}
