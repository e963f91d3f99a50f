package dev.stratus.cloud.memory;

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
import dev.stratus.cloud.UserMetadata;
import dev.stratus.cloud.Verb;
import dev.stratus.cloud.Watch;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One client's look at a {@link MemoryBucket}, for tests: with capabilities of its own, {@link
 * Faults} on demand and {@link RequestCounts}. A verb whose precondition the capabilities do not
 * grant is done as on such a server: look first, act then, with the window between.
 */
public final class MemoryStore implements CloudStore {

  /** All preconditions, metadata in listings and notifications, as a server without versions. */
  public static final Capabilities EVERYTHING =
      new Capabilities(true, true, true, true, true, true, true, true, true, true, false, false);

  /** What MinIO does. */
  public static final Capabilities LIKE_MINIO =
      new Capabilities(true, true, true, true, false, true, false, true, true, true, false, true);

  /** S3's least size of a part that is not the last one. */
  public static final long MIN_PART = 5L << 20;

  private final MemoryBucket bucket;
  private final Capabilities capabilities;
  private final long minPart;
  private final Requests requests = new Requests();
  private final CopyOnWriteArrayList<MemoryWatch> watches = new CopyOnWriteArrayList<>();

  /** A bucket of its own on a server that can everything. */
  public MemoryStore() {
    this(new MemoryBucket(), EVERYTHING);
  }

  public MemoryStore(MemoryBucket bucket, Capabilities capabilities) {
    this(bucket, capabilities, MIN_PART);
  }

  /**
   * @param minPart a smaller least size of parts than S3 has keeps tests small
   */
  public MemoryStore(MemoryBucket bucket, Capabilities capabilities, long minPart) {
    this.bucket = bucket;
    this.capabilities = capabilities;
    this.minPart = minPart;
  }

  public MemoryBucket bucket() {
    return bucket;
  }

  public Faults faults() {
    return requests.faults();
  }

  public RequestCounts counts() {
    return requests.counts();
  }

  Waits waits() {
    return requests.waits();
  }

  /** Tells all watches of this store that their stream broke. */
  public void breakWatches(CloudFailure failure) {
    CloudException reason = new CloudException(failure, "the stream of events broke");
    watches.forEach(watch -> watch.offer(new CloudEvent.Lost(reason)));
    watches.forEach(watch -> watch.offer(new CloudEvent.Interrupted(reason)));
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ObjectInfo stat(ObjectKey key) throws CloudException {
    return requests.run(
        Verb.STAT, key, hit -> Checks.lying(hit, Checks.existing(bucket, key).info(key, true)));
  }

  @Override
  public ListPage list(ListRequest request, String continuation) throws CloudException {
    return requests.run(
        Verb.LIST,
        request.prefix(),
        hit -> {
          ListPage page =
              bucket.list(
                  request, continuation, capabilities.listsMetadata() && request.metadata());
          requests.counts().listed(page);
          List<ObjectInfo> infos = page.objects().stream().map(i -> Checks.lying(hit, i)).toList();
          return new ListPage(infos, page.commonPrefixes(), page.next());
        });
  }

  @Override
  public ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException {
    return requests.run(
        Verb.GET,
        key,
        hit -> {
          StoredObject object = Checks.version(bucket, key, etag);
          if (hit != null && hit.fault() instanceof Fault.WrongETag) {
            throw new CloudException(
                CloudFailure.BROKEN_ANSWER, key + ": the answer is of another version");
          }
          Checks.within(key, object, range);
          InputStream stream = new MemoryStream(object.bytes(), range, hit, this);
          return new ObjectBody(object.info(key, true), range, stream);
        });
  }

  @Override
  public ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException {
    return requests.run(
        Verb.GET,
        version.key(),
        hit -> {
          StoredObject object = Checks.existing(bucket, version);
          Checks.within(version.key(), object, range);
          InputStream stream = new MemoryStream(object.bytes(), range, hit, this);
          return new ObjectBody(object.info(version.key(), true), range, stream);
        });
  }

  @Override
  public boolean keepsVersions() throws CloudException {
    return requests.run(Verb.STAT, "", hit -> bucket.keepsVersions());
  }

  @Override
  public void keepVersions() throws CloudException {
    requests.run(
        Verb.KEEP_VERSIONS,
        "",
        hit -> {
          bucket.keepVersions();
          return bucket;
        });
  }

  @Override
  public List<ObjectVersion> versions(ObjectKey key, int limit) throws CloudException {
    return requests.run(
        Verb.LIST_VERSIONS,
        key,
        hit -> {
          if (!bucket.keepsVersions()) {
            throw new CloudException(CloudFailure.NOT_SUPPORTED, "the bucket keeps no versions");
          }
          return bucket.versions(key, limit);
        });
  }

  @Override
  public ETag put(ObjectKey key, Body body, Map<String, String> metadata, Precondition condition)
      throws CloudException {
    boolean obeyed = obeyed(condition, capabilities.putIfMatch(), capabilities.putIfAbsent());
    Requests.Look look = () -> look(obeyed, key, condition);
    return requests.run(
        Verb.PUT,
        key.value(),
        look,
        hit -> {
          UserMetadata.encodeAll(key, metadata);
          byte[] bytes = receive(key, body);
          StoredObject object = bucket.object(bytes, Digests.ofObject(bytes), metadata);
          bucket.putIf(key, object, obeyed ? condition : Precondition.none());
          return Checks.lying(hit, object.etag());
        });
  }

  @Override
  public String createMultipart(ObjectKey key, Map<String, String> metadata) throws CloudException {
    return requests.run(
        Verb.CREATE_MULTIPART,
        key,
        hit -> {
          UserMetadata.encodeAll(key, metadata);
          return bucket.uploads().create(key, metadata);
        });
  }

  @Override
  public PartTag putPart(ObjectKey key, String uploadId, int number, Body body)
      throws CloudException {
    return requests.run(
        Verb.PUT_PART, key, hit -> bucket.uploads().put(key, uploadId, number, receive(key, body)));
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
    return requests.run(
        Verb.COPY_PART,
        key,
        hit -> {
          StoredObject object = Checks.version(bucket, source, sourceEtag);
          Checks.within(source, object, sourceRange);
          byte[] bytes =
              Arrays.copyOfRange(
                  object.bytes(), (int) sourceRange.start(), (int) sourceRange.end());
          return bucket.uploads().put(key, uploadId, number, bytes);
        });
  }

  @Override
  public ETag completeMultipart(
      ObjectKey key, String uploadId, List<PartTag> parts, Precondition condition)
      throws CloudException {
    boolean obeyed =
        obeyed(condition, capabilities.completeIfMatch(), capabilities.completeIfAbsent());
    Requests.Look look = () -> look(obeyed, key, condition);
    return requests.run(
        Verb.COMPLETE_MULTIPART,
        key.value(),
        look,
        hit -> {
          StoredObject object = bucket.uploads().assemble(key, uploadId, parts, minPart);
          bucket.putIf(key, object, obeyed ? condition : Precondition.none());
          bucket.uploads().abort(key, uploadId);
          return Checks.lying(hit, object.etag());
        });
  }

  @Override
  public void abortMultipart(ObjectKey key, String uploadId) throws CloudException {
    requests.run(
        Verb.ABORT_MULTIPART,
        key,
        hit -> {
          bucket.uploads().abort(key, uploadId);
          return key;
        });
  }

  @Override
  public List<PendingUpload> listMultipart(String prefix) throws CloudException {
    return requests.run(Verb.LIST_MULTIPART, prefix, hit -> bucket.uploads().pending(prefix));
  }

  @Override
  public List<PartTag> listParts(ObjectKey key, String uploadId) throws CloudException {
    return requests.run(Verb.LIST_PARTS, key, hit -> bucket.uploads().parts(key, uploadId));
  }

  @Override
  public ETag copy(
      ObjectKey source,
      ETag sourceEtag,
      ObjectKey target,
      Map<String, String> metadata,
      Precondition condition)
      throws CloudException {
    boolean obeyed =
        obeyed(condition, capabilities.completeIfMatch(), capabilities.completeIfAbsent());
    Requests.Look look = () -> look(obeyed, target, condition);
    return requests.run(
        Verb.COPY,
        target.value(),
        look,
        hit -> {
          UserMetadata.encodeAll(target, metadata);
          StoredObject from = Checks.version(bucket, source, sourceEtag);
          StoredObject object = bucket.object(from.bytes(), from.etag(), metadata);
          bucket.putIf(target, object, obeyed ? condition : Precondition.none());
          return Checks.lying(hit, object.etag());
        });
  }

  @Override
  public void delete(ObjectKey key, Precondition condition) throws CloudException {
    boolean obeyed = obeyed(condition, capabilities.deleteIfMatch(), false);
    Requests.Look look =
        () -> {
          if (bucket.find(key) != null) {
            look(obeyed, key, condition);
          }
        };
    requests.run(
        Verb.DELETE,
        key.value(),
        look,
        hit -> {
          bucket.dropIf(key, obeyed ? condition : Precondition.none());
          return key;
        });
  }

  @Override
  public List<ObjectKey> deleteAll(Collection<ObjectKey> keys, Instant until)
      throws CloudException {
    return requests.run(
        Verb.DELETE_ALL,
        "",
        hit -> {
          keys.forEach(key -> bucket.remove(key.value()));
          return List.of();
        });
  }

  @Override
  public Watch watch(String prefix, Consumer<CloudEvent> listener) throws CloudException {
    return requests.run(
        Verb.WATCH,
        prefix,
        hit -> {
          if (!capabilities.notifies()) {
            throw new CloudException(CloudFailure.NOT_SUPPORTED, "this server tells no events");
          }
          MemoryWatch watch = new MemoryWatch(bucket, prefix, listener);
          watches.add(watch);
          return watch;
        });
  }

  @Override
  public void close() {
    requests.waits().close();
    watches.forEach(MemoryWatch::close);
  }

  private static boolean obeyed(Precondition condition, boolean ifMatch, boolean ifAbsent) {
    return condition instanceof Precondition.Matches ? ifMatch : ifAbsent;
  }

  private void look(boolean obeyed, ObjectKey key, Precondition condition) throws CloudException {
    if (!obeyed) {
      bucket.check(key, condition);
    }
  }

  private byte[] receive(ObjectKey key, Body body) throws CloudException {
    byte[] bytes = Checks.receive(key, body, capabilities.verifiesCrc32c());
    requests.counts().up(bytes.length);
    return bytes;
  }
}
