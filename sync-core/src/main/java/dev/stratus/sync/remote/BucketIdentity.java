package dev.stratus.sync.remote;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
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
public final class BucketIdentity {

  private static final String META = "bucket-id";
  private static final String UUID_METADATA = "stratus-bucket";

  private final CloudStore cloud;
  private final Index index;
  private final ObjectKey key;

  public BucketIdentity(CloudStore cloud, Index index, Paths paths) {
    this.cloud = cloud;
    this.index = index;
    this.key = new ObjectKey(paths.reservedPrefix() + "bucket");
  }

  /**
   * Gives the bucket its UUID at the first mount, and compares it at every later one.
   *
   * @param mayWrite whether a bucket without UUID may be given one
   * @throws FsException {@link FsFailure#NOT_PERMITTED} if this is not the bucket that the index
   *     knows
   */
  public void establish(boolean mayWrite, Supplier<String> uuids)
      throws FsException, CloudException {
    Optional<String> known = known();
    Optional<String> found = find();
    if (known.isPresent()) {
      requireSame(known.get(), found);
    } else if (found.isPresent()) {
      remember(found.get());
    } else if (mayWrite) {
      remember(create(uuids.get()));
    }
  }

  /**
   * Makes sure that what is missing in the bucket was deleted there, not that the bucket itself was
   * replaced.
   *
   * @throws FsException if this is not the bucket that the index knows
   */
  void requireSame() throws FsException, CloudException {
    Optional<String> known = known();
    if (known.isPresent()) {
      requireSame(known.get(), find());
    }
  }

  private Optional<String> known() throws FsException {
    return index.read(tables -> tables.meta().get(META));
  }

  private void requireSame(String known, Optional<String> found) throws FsException {
    if (!found.equals(Optional.of(known))) {
      throw new FsException(
          FsFailure.NOT_PERMITTED,
          "this is not the bucket that was mounted here before: "
              + (found.isPresent() ? key + " names another one" : key + " is missing")
              + "; nothing was changed. Use another state directory, or the right bucket");
    }
  }

  private Optional<String> find() throws CloudException {
    try {
      ObjectInfo info = cloud.stat(key);
      return Optional.of(
          info.metadata().orElse(Map.of()).getOrDefault(UUID_METADATA, info.etag().value()));
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
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
