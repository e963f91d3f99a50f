package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A bucket on an S3 server. Each request is tried once. */
public final class S3Store implements CloudStore {

  private final Capabilities capabilities;
  private final HttpClients clients;
  private final S3Failures failures;
  private final Transfers transfers;
  private final S3Objects objects;
  private final S3Listing listing;
  private final S3Versions versions;
  private final S3Multipart multipart;
  private final S3Bucket bucket;
  private final S3Deletion deletion;
  private final S3Copy copy = new S3Copy(this);
  private final Sdk sdk;
  private final Set<S3Watch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Asks nobody yet.
   *
   * @param capabilities of this server, as {@link CapabilityProbe} found them
   */
  public S3Store(S3Settings settings, Capabilities capabilities) {
    this.capabilities = capabilities;
    SkewedClock clock = new SkewedClock(settings);
    ServerClock serverClock = new ServerClock();
    this.clients = new HttpClients(settings, clock, serverClock);
    this.failures = new S3Failures(closed::get, clock);
    this.sdk = new Sdk(settings, clients, failures);
    this.transfers = new Transfers(settings, clients.transfers(), clock, failures);
    this.bucket = new S3Bucket(sdk);
    this.objects = new S3Objects(sdk, bucket);
    this.listing = new S3Listing(sdk, capabilities.listsMetadata());
    this.versions = new S3Versions(sdk, bucket, listing);
    this.multipart = new S3Multipart(sdk, transfers);
    Transfers answers = new Transfers(settings, clients.answers(), clock, failures);
    this.deletion = new S3Deletion(this, answers, versions, serverClock);
  }

  /** The bucket itself: whether it is there, and how to make it. */
  public S3Bucket bucket() {
    return bucket;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ObjectInfo stat(ObjectKey key) throws CloudException {
    return objects.stat(Sdk.sendable(key));
  }

  @Override
  public ListPage list(ListRequest request, String continuation) throws CloudException {
    return listing.page(request, continuation);
  }

  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    Ask ask = Ask.of(Verb.GET, Sdk.sendable(key));
    return transfers.get(key, etag, range, ask);
  }

  @Override
  public ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException {
    Ask ask = Ask.of(Verb.GET, Sdk.sendable(version.key()));
    return transfers.get(version, range, ask);
  }

  @Override
  public boolean keepsVersions() throws CloudException {
    return bucket.versioned();
  }

  @Override
  public void keepVersions() throws CloudException {
    bucket.keepVersions();
  }

  @Override
  public List<ObjectVersion> versions(ObjectKey key, int limit) throws CloudException {
    return versions.list(Sdk.sendable(key), limit);
  }

  @Override
  public ETag put(ObjectKey key, Body body, Map<String, String> metadata, Precondition condition)
      throws CloudException {
    Sdk.sendable(key);
    boolean obeyed = obeyed(condition, capabilities.putIfMatch(), capabilities.putIfAbsent());
    look(obeyed, key, condition);
    try {
      return send(key, body, metadata, obeyed ? condition : Precondition.none());
    } catch (CloudException e) {
      if (!contradicts(e, key, condition)) {
        throw e;
      }
      return send(key, body, metadata, Precondition.none());
    }
  }

  private ETag send(ObjectKey key, Body body, Map<String, String> metadata, Precondition condition)
      throws CloudException {
    Map<String, String> headers = new LinkedHashMap<>();
    Sdk.headers(key, metadata).forEach(h -> headers.put(h.getKey(), h.getValue()));
    Sdk.headers(condition).forEach(h -> headers.put(h.getKey(), h.getValue()));
    return transfers.put(key, null, headers, body, Ask.of(Verb.PUT, key, condition));
  }

  /**
   * Whether a refusal is of a marker that is just what the precondition names. S3Proxy tells no
   * ETag of markers once they are written, and so refuses any.
   */
  private boolean contradicts(CloudException e, ObjectKey key, Precondition condition)
      throws CloudException {
    return e.failure() == CloudFailure.PRECONDITION_FAILED
        && key.value().endsWith("/")
        && condition.equals(Precondition.matches(Heads.EMPTY))
        && stat(key).etag().equals(Heads.EMPTY);
  }

  @Override
  public String createMultipart(ObjectKey key, Map<String, String> metadata) throws CloudException {
    return multipart.create(Sdk.sendable(key), metadata);
  }

  @Override
  public PartTag putPart(ObjectKey key, String uploadId, int number, Body body)
      throws CloudException {
    return multipart.put(Sdk.sendable(key), uploadId, number, body);
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
    if (!capabilities.copySourceIfMatch()) {
      look(false, source, Precondition.matches(sourceEtag));
    }
    S3Multipart.Source from = new S3Multipart.Source(Sdk.sendable(source), sourceEtag, sourceRange);
    return multipart.copy(Sdk.sendable(key), uploadId, number, from);
  }

  @Override
  public ETag completeMultipart(
      ObjectKey key, String uploadId, List<PartTag> parts, Precondition condition)
      throws CloudException {
    boolean obeyed =
        obeyed(condition, capabilities.completeIfMatch(), capabilities.completeIfAbsent());
    look(obeyed, Sdk.sendable(key), condition);
    return multipart.complete(key, uploadId, parts, obeyed ? condition : Precondition.none());
  }

  @Override
  public void abortMultipart(ObjectKey key, String uploadId) throws CloudException {
    multipart.abort(Sdk.sendable(key), uploadId);
  }

  @Override
  public List<PendingUpload> listMultipart(String prefix) throws CloudException {
    return listing.uploads(prefix);
  }

  @Override
  public List<PartTag> listParts(ObjectKey key, String uploadId) throws CloudException {
    return multipart.parts(Sdk.sendable(key), uploadId);
  }

  @Override
  public ETag copy(
      ObjectKey source,
      ETag sourceEtag,
      ObjectKey target,
      Map<String, String> metadata,
      Precondition condition)
      throws CloudException {
    return copy.copy(new S3Copy.Order(source, sourceEtag, target, metadata, condition));
  }

  /** How objects are deleted, for the probe. */
  S3Deletion deletion() {
    return deletion;
  }

  /** CopyObject onto an object that must not be there, for the probe only; see {@link S3Copy}. */
  void copyObject(ObjectKey source, ObjectKey target) throws CloudException {
    objects.copyIfAbsent(source, target);
  }

  @Override
  public void delete(ObjectKey key, Precondition condition) throws CloudException {
    boolean obeyed = obeyed(condition, capabilities.deleteIfMatch(), false);
    Sdk.sendable(key);
    try {
      if (!obeyed && condition instanceof Precondition.Matches seen) {
        deletion.delete(key, seen);
      } else {
        objects.delete(key, condition);
      }
    } catch (CloudException e) {
      if (gone(e, key)) {
        return;
      }
      if (!contradicts(e, key, condition)) {
        throw e;
      }
      objects.delete(key, Precondition.none());
    }
  }

  /** Whether a delete failed only because nothing is there, which is what it wanted. */
  private boolean gone(CloudException e, ObjectKey key) throws CloudException {
    if (e.failure() != CloudFailure.NOT_FOUND && e.failure() != CloudFailure.PRECONDITION_FAILED) {
      return false;
    }
    return find(key).isEmpty();
  }

  @Override
  public List<ObjectKey> deleteAll(Collection<ObjectKey> keys, Instant until)
      throws CloudException {
    return keys.isEmpty() ? List.of() : deletion.deleteAll(keys, until);
  }

  @Override
  public Watch watch(String prefix, Consumer<CloudEvent> listener) throws CloudException {
    failures.check(Ask.of(Verb.WATCH, prefix));
    if (!capabilities.notifies()) {
      throw new CloudException(CloudFailure.NOT_SUPPORTED, "this server tells no events");
    }
    S3Watch watch = S3Watch.open(new S3Watch.Means(this, transfers, failures), prefix, listener);
    watches.add(watch);
    return () -> {
      watches.remove(watch);
      watch.close();
    };
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      watches.forEach(S3Watch::close);
      transfers.cancelAll();
      clients.close();
    }
  }

  private static boolean obeyed(Precondition condition, boolean ifMatch, boolean ifAbsent) {
    return condition instanceof Precondition.Matches ? ifMatch : ifAbsent;
  }

  /** Holds a precondition against what is there now, where the server would not. */
  private void look(boolean obeyed, ObjectKey key, Precondition condition) throws CloudException {
    if (!obeyed && !(condition instanceof Precondition.None)) {
      require(key, condition);
    }
  }

  /** Looks whether an object is as a precondition wants it. */
  void require(ObjectKey key, Precondition condition) throws CloudException {
    String there = "nothing";
    try {
      ETag etag = stat(key).etag();
      there = etag.value();
      if (condition instanceof Precondition.Matches matches && matches.etag().equals(etag)) {
        return;
      }
    } catch (CloudException e) {
      if (e.failure() != CloudFailure.NOT_FOUND) {
        throw e;
      }
      if (condition instanceof Precondition.Absent) {
        return;
      }
    }
    throw new CloudException(
        CloudFailure.PRECONDITION_FAILED, "'" + key + "' is " + there + ", wanted " + condition);
  }
}
