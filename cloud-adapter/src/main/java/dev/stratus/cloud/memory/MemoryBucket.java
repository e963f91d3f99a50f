package dev.stratus.cloud.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.Precondition;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects that {@link MemoryStore}s share. Whatever a test does here directly is what another
 * client of the bucket did.
 */
public final class MemoryBucket {

  private final Clock clock;

  @GuardedBy("this")
  private final TreeMap<String, StoredObject> objects = new TreeMap<>(ObjectKey::compareUtf8);

  @GuardedBy("this")
  private final MemoryVersions versions = new MemoryVersions();

  private final CopyOnWriteArrayList<Consumer<CloudEvent>> listeners = new CopyOnWriteArrayList<>();
  private final MemoryUploads uploads;

  /**
   * @param clock gives Last-Modified
   */
  public MemoryBucket(Clock clock) {
    this.clock = clock;
    this.uploads = new MemoryUploads(clock);
  }

  public MemoryBucket() {
    this(Clock.systemUTC());
  }

  /** Writes an object as another client would. */
  public ETag write(String key, byte[] bytes, Map<String, String> metadata) {
    byte[] copy = bytes.clone();
    StoredObject object = object(copy, Digests.ofObject(copy), metadata);
    put(new ObjectKey(key), object);
    return object.etag();
  }

  /** Deletes an object as another client would. */
  public void remove(String key) {
    drop(new ObjectKey(key));
  }

  /** The bytes under a key, or null. */
  public byte @Nullable [] bytes(String key) {
    StoredObject object = find(new ObjectKey(key));
    return object == null ? null : object.bytes().clone();
  }

  /** The user metadata under a key, or null. */
  public @Nullable Map<String, String> metadata(String key) {
    StoredObject object = find(new ObjectKey(key));
    return object == null ? null : object.metadata();
  }

  /** All keys, in order. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** How many multipart uploads are neither completed nor aborted. */
  public int pendingUploads() {
    return uploads.count();
  }

  /** Spoils the bytes of an object but nothing else, as a bad disk would. */
  public synchronized void corrupt(String key, UnaryOperator<byte[]> change) {
    objects.computeIfPresent(
        key,
        (k, o) ->
            new StoredObject(
                change.apply(o.bytes().clone()), o.etag(), o.lastModified(), o.metadata()));
  }

  synchronized boolean keepsVersions() {
    return versions.keeps();
  }

  /** From now on, what is replaced or deleted stays as a version. */
  public synchronized void keepVersions() {
    versions.keep(objects);
  }

  synchronized List<ObjectVersion> versions(ObjectKey key, int limit) {
    return versions.list(key, limit);
  }

  synchronized @Nullable StoredObject find(ObjectVersion version) {
    return versions.find(version);
  }

  MemoryUploads uploads() {
    return uploads;
  }

  StoredObject object(byte[] bytes, ETag etag, Map<String, String> metadata) {
    return new StoredObject(bytes, etag, clock.instant(), Map.copyOf(metadata));
  }

  synchronized @Nullable StoredObject find(ObjectKey key) {
    return objects.get(key.value());
  }

  /** Looks, and puts in one step if the precondition holds. */
  void putIf(ObjectKey key, StoredObject object, Precondition precondition) throws CloudException {
    synchronized (this) {
      check(key, precondition);
      objects.put(key.value(), object);
      versions.written(key.value(), object);
    }
    tell(written(key, object));
  }

  private void put(ObjectKey key, StoredObject object) {
    synchronized (this) {
      objects.put(key.value(), object);
      versions.written(key.value(), object);
    }
    tell(written(key, object));
  }

  private static CloudEvent written(ObjectKey key, StoredObject object) {
    return new CloudEvent.Written(key, object.etag(), object.bytes().length, object.metadata());
  }

  /** Deletes in one step if the precondition holds, or nothing is there. */
  void dropIf(ObjectKey key, Precondition precondition) throws CloudException {
    synchronized (this) {
      if (!objects.containsKey(key.value())) {
        return;
      }
      check(key, precondition);
      objects.remove(key.value());
      versions.deleted(key.value(), clock.instant());
    }
    tell(new CloudEvent.Deleted(key));
  }

  private void drop(ObjectKey key) {
    boolean was;
    synchronized (this) {
      was = objects.remove(key.value()) != null;
      if (was) {
        versions.deleted(key.value(), clock.instant());
      }
    }
    if (was) {
      tell(new CloudEvent.Deleted(key));
    }
  }

  synchronized void check(ObjectKey key, Precondition precondition) throws CloudException {
    StoredObject there = objects.get(key.value());
    boolean holds = true;
    if (precondition instanceof Precondition.Absent) {
      holds = there == null;
    } else if (precondition instanceof Precondition.Matches matches) {
      holds = there != null && there.etag().equals(matches.etag());
    }
    if (!holds) {
      throw new CloudException(
          CloudFailure.PRECONDITION_FAILED,
          key + " is " + (there == null ? "absent" : there.etag()) + ", wanted " + precondition);
    }
  }

  synchronized ListPage list(ListRequest request, String continuation, boolean withMetadata) {
    return MemoryListing.page(objects, request, continuation, withMetadata);
  }

  void listen(Consumer<CloudEvent> listener) {
    listeners.add(listener);
  }

  void unlisten(Consumer<CloudEvent> listener) {
    listeners.remove(listener);
  }

  private void tell(CloudEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }
}
