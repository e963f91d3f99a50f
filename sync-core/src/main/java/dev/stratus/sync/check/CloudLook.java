package dev.stratus.sync.check;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single questions to the bucket. */
final class CloudLook {

  private final CloudStore cloud;

  CloudLook(CloudStore cloud) {
    this.cloud = cloud;
  }

  Optional<ObjectInfo> stat(ObjectKey key) throws CloudException {
    try {
      return Optional.of(cloud.stat(key));
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the bucket has an object as it was last seen. */
  boolean has(@Nullable CloudObject object) throws CloudException {
    return object != null
        && stat(object.key()).filter(there -> there.etag().equals(object.etag())).isPresent();
  }

  /**
   * Bytes of an object as it was last seen.
   *
   * @return null if it is another one now
   */
  byte @Nullable [] bytes(CloudObject object, ByteRange range) throws CloudException {
    try (ObjectBody body = cloud.get(object.key(), object.etag(), range)) {
      return body.stream().readAllBytes();
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.NOT_FOUND
          || e.failure() == CloudFailure.PRECONDITION_FAILED) {
        return null;
      }
      throw e;
    } catch (IOException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, "GET " + object.key() + " broke", e);
    }
  }
}
