package dev.stratus.cloud.s3;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that a server may do or not, tried on an object of its own. A server may take a header
 * and ignore it, so each tries what must not happen and looks whether it did.
 */
final class ProbeCase {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeCase.class);

  /**
   * An event of a watched bucket comes within milliseconds; a stream may need a moment to begin.
   */
  private static final int EVENT_TRIES = 4;

  private static final long EVENT_WAIT_MILLIS = 400;

  private static final Duration AGO = Duration.ofSeconds(30);
  private static final long GOOD_SECONDS = 60;

  private static final Map<String, String> METADATA = Map.of("stratus-probe", "1");
  private static final Body BODY = Body.of(new byte[] {1, 2, 3});
  private static final Body OTHER = Body.of(new byte[] {4, 5, 6, 7});
  private static final ETag WRONG = new ETag("00000000000000000000000000000000");

  private final S3Store store;
  private final ObjectKey key;
  private final ObjectKey other;

  /**
   * @param store one that leaves every precondition to the server
   * @param key of its object
   */
  ProbeCase(S3Store store, String key) {
    this.store = store;
    this.key = new ObjectKey(key);
    this.other = new ObjectKey(key + ".other");
  }

  /** What it may leave in the bucket. */
  List<ObjectKey> keys() {
    return List.of(key, other);
  }

  interface Change {
    void make() throws CloudException;
  }

  interface ChangeIf {
    void make(ETag etag) throws CloudException;
  }

  /** Whether the change is refused over another version and made over the right one. */
  boolean obeys(ChangeIf change) throws CloudException {
    return refuses(() -> change.make(WRONG)) && !refuses(() -> change.make(restore()));
  }

  /** Whether a change that must not happen is refused, with the object as it was. */
  boolean refuses(Change change) throws CloudException {
    ETag before = restore();
    try {
      change.make();
      return false;
    } catch (CloudException e) {
      return switch (e.failure()) {
        case PRECONDITION_FAILED, CHECKSUM_MISMATCH -> store.stat(key).etag().equals(before);
        case NOT_SUPPORTED, BROKEN_ANSWER, SERVER_ERROR -> false;
        default -> throw e;
      };
    }
  }

  private ETag restore() throws CloudException {
    return store.put(key, BODY, METADATA, Precondition.none());
  }

  void put(Precondition precondition) throws CloudException {
    store.put(key, OTHER, METADATA, precondition);
  }

  void complete(Precondition precondition) throws CloudException {
    String id = store.createMultipart(key, METADATA);
    try {
      PartTag part = store.putPart(key, id, 1, OTHER);
      store.completeMultipart(key, id, List.of(part), precondition);
    } finally {
      store.abortMultipart(key, id);
    }
  }

  boolean refusesToDeleteAnother() throws CloudException {
    return refuses(() -> store.delete(key, Precondition.matches(WRONG)));
  }

  /** Whether a signature of former times is refused, and one of now is not. */
  boolean refusesLateDeletion() throws CloudException {
    ETag before = restore();
    return failure(() -> store.deletion().send(key, AGO, 1)) == CloudFailure.PRECONDITION_FAILED
        && store.stat(key).etag().equals(before)
        && failure(() -> store.deletion().send(key, Duration.ZERO, GOOD_SECONDS)) == null
        && store.find(key).isEmpty();
  }

  private static @Nullable CloudFailure failure(Change change) throws CloudException {
    try {
      change.make();
      return null;
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.UNREACHABLE || e.failure() == CloudFailure.CANCELLED) {
        throw e;
      }
      return e.failure();
    }
  }

  boolean refusesToCopyPartOfAnother() throws CloudException {
    return refuses(this::copyPartOfAnother);
  }

  boolean refusesToCopyOver() throws CloudException {
    return refuses(
        () -> {
          store.put(other, OTHER, METADATA, Precondition.none());
          store.copyObject(key, other);
        });
  }

  boolean refusesWrongBytes() throws CloudException {
    return refuses(() -> store.put(key, new WrongBody(), METADATA, Precondition.none()));
  }

  private void copyPartOfAnother() throws CloudException {
    String id = store.createMultipart(other, METADATA);
    try {
      store.copyPart(other, id, 1, key, WRONG, new ByteRange(0, BODY.size()));
    } finally {
      store.abortMultipart(other, id);
    }
  }

  boolean listsMetadata() throws CloudException {
    restore();
    return store.list(ListRequest.flat(key.value()), "").objects().stream()
        .allMatch(info -> METADATA.equals(info.metadata().orElse(Map.of())));
  }

  /** Whether a stream tells of a change; a store of its own loses its patience sooner. */
  boolean notifies(S3Settings settings) throws CloudException {
    // What is there can be asked for, which makes some builds of MinIO send what they hold back.
    restore();
    BlockingQueue<CloudEvent> events = new LinkedBlockingQueue<>();
    try (S3Store impatient =
            new S3Store(
                settings.withTimeouts(impatient(settings.timeouts())), CapabilityProbe.TRUSTING);
        Watch watch = impatient.watch(key.value(), events::add)) {
      for (int i = 0; i < EVENT_TRIES; i++) {
        restore();
        CloudEvent event = events.poll(EVENT_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          return event instanceof CloudEvent.Written;
        }
      }
      LOG.debug("no event came of {}", watch);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.CANCELLED, "probing the bucket: interrupted", e);
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.CANCELLED || e.failure() == CloudFailure.UNREACHABLE) {
        throw e;
      }
      LOG.debug("the bucket cannot be watched", e);
      return false;
    }
  }

  /** A server that streams says so at once; some builds of MinIO hold events back for minutes. */
  private static S3Timeouts impatient(S3Timeouts given) {
    Duration silence = Duration.ofMillis(EVENT_TRIES * EVENT_WAIT_MILLIS);
    return new S3Timeouts(given.connect(), silence, given.answer(), given.work());
  }

  /** Bytes under the checksum of others. */
  private record WrongBody() implements Body {
    @Override
    public long size() {
      return OTHER.size();
    }

    @Override
    public InputStream open() throws IOException {
      return OTHER.open();
    }

    @Override
    public int crc32c() {
      return BODY.crc32c();
    }
  }
}
