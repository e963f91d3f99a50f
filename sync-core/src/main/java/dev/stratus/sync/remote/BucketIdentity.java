package dev.stratus.sync.remote;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The UUID of the bucket, in {@code .stratus/bucket}. An empty or another bucket under the same
 * name is told by it: it must never look like everything was deleted.
 */
final class BucketIdentity {

  private static final String META = "bucket-id";
  private static final String UUID_METADATA = "stratus-bucket";

  private final CloudStore cloud;
  private final Index index;
  private final ObjectKey key;

  BucketIdentity(CloudStore cloud, Index index, Paths paths) {
    this.cloud = cloud;
    this.index = index;
    this.key = new ObjectKey(paths.reservedPrefix() + "bucket");
  }

  /** What a look at the bucket came to. */
  enum Found {
    /** It is the one that the index knows, or the index knows none. */
    SAME,
    /** It has no UUID, but should have one. */
    MISSING,
    /** It has another UUID. */
    OTHER
  }

  /**
   * Gives the bucket its UUID at the first mount, and looks whether it is the same at every later
   * one.
   *
   * @param mayWrite whether a bucket without UUID may be given one
   */
  Found establish(boolean mayWrite, Supplier<String> uuids) throws FsException, CloudException {
    if (known().isPresent()) {
      return look();
    }
    takeWhatIsThere(mayWrite, uuids);
    return Found.SAME;
  }

  /** From now on the bucket that is there is the right one. */
  void takeWhatIsThere(boolean mayWrite, Supplier<String> uuids)
      throws FsException, CloudException {
    Optional<String> found = find();
    if (found.isPresent()) {
      remember(found.get());
    } else if (mayWrite) {
      remember(create(uuids.get()));
    }
  }

  /** Looks into the first page of a listing, which mostly has the UUID too, else at the bucket. */
  Found look(ListPage first) throws FsException, CloudException {
    Optional<String> known = known();
    boolean told =
        known.isPresent()
            && first.objects().stream()
                .filter(info -> info.key().equals(key))
                .anyMatch(info -> uuid(info).equals(known.get()));
    return told ? Found.SAME : look();
  }

  private Found look() throws FsException, CloudException {
    Optional<String> known = known();
    if (known.isEmpty()) {
      return Found.SAME;
    }
    Optional<String> found = find();
    if (found.isEmpty()) {
      return Found.MISSING;
    }
    return found.equals(known) ? Found.SAME : Found.OTHER;
  }

  private static String uuid(ObjectInfo info) {
    return info.metadata().orElse(Map.of()).getOrDefault(UUID_METADATA, info.etag().value());
  }

  /** Whether the bucket's UUID lies there. */
  boolean isAt(ObjectKey other) {
    return key.equals(other);
  }

  boolean isKnown() throws FsException {
    return known().isPresent();
  }

  private Optional<String> known() throws FsException {
    return index.read(tables -> tables.meta().get(META));
  }

  private Optional<String> find() throws CloudException {
    return cloud.find(key).map(BucketIdentity::uuid);
  }

  private String create(String uuid) throws CloudException {
    byte[] text = (uuid + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      cloud.put(key, Body.of(text), Map.of(UUID_METADATA, uuid), Precondition.absent());
      return uuid;
    } catch (CloudException e) {
      // Another mount may have been first, or our own answer was lost.
      Optional<String> found =
          e.failure() == CloudFailure.PRECONDITION_FAILED || e.failure().outcomeUnknown()
              ? find()
              : Optional.empty();
      if (found.isEmpty()) {
        throw e;
      }
      return found.get();
    }
  }

  private void remember(String uuid) throws FsException {
    index.change(
        change -> {
          change.putMeta(META, uuid);
          return uuid;
        });
    index.sync();
  }
}
