package dev.stratus.sync.history;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.FsException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The versions of files, as the bucket has them. */
public final class History {

  /** What the original takes at most; more are not told. */
  public static final int MOST = 100_000;

  /** So many bytes come with one request, which is to end in its time on a slow line too. */
  private static final long PIECE = 8 << 20;

  private final CloudStore cloud;
  private final String prefix;
  private final VersionDigests digests = new VersionDigests();

  /**
   * @param prefix of every key of the mount
   */
  public History(CloudStore cloud, String prefix) {
    this.cloud = cloud;
    this.prefix = prefix;
  }

  /** Takes the bytes of a version, piece by piece. */
  @FunctionalInterface
  interface Sink {
    void take(byte[] bytes, long offset) throws FsException;
  }

  /**
   * What is and was under a path, the newest first.
   *
   * @throws CloudException {@link dev.stratus.cloud.CloudFailure#NOT_SUPPORTED} if the bucket keeps
   *     no versions
   */
  public List<ObjectVersion> of(String path, int limit) throws CloudException {
    return cloud.versions(new ObjectKey(prefix + path), Math.min(limit, MOST));
  }

  /**
   * Finds one version; that of a name may be a deletion, which has no bytes.
   *
   * @param id its name, or null for the newest one that has other bytes than the file has now
   * @param now the object that has the file's bytes as they are, if there is one
   */
  public Optional<ObjectVersion> find(String path, @Nullable String id, Optional<ETag> now)
      throws CloudException {
    return of(path, MOST).stream()
        .filter(version -> id == null ? hasOtherBytes(version, now) : version.id().equals(id))
        .findFirst();
  }

  private static boolean hasOtherBytes(ObjectVersion version, Optional<ETag> now) {
    return !version.isDeletion() && !version.etag().equals(now);
  }

  /** Whether replaced and deleted objects stay from now on. */
  public boolean keeps() throws CloudException {
    return cloud.keepsVersions();
  }

  /** Lets them stay. */
  public void keep() throws CloudException {
    cloud.keepVersions();
  }

  /** The SHA-256 of a version's bytes, in hex; they are read for it once. */
  public String sha256(ObjectVersion version) throws IOException {
    return digests.of(version, sink -> read(version, sink, done -> {}));
  }

  /**
   * Reads all bytes of a version.
   *
   * @param progress told how many have come
   * @return what its object says of itself; nothing of an empty one
   */
  Optional<ObjectInfo> read(ObjectVersion version, Sink sink, LongConsumer progress)
      throws IOException {
    Optional<ObjectInfo> info = Optional.empty();
    for (long from = 0; from < version.size(); from += PIECE) {
      ByteRange range = new ByteRange(from, Math.min(from + PIECE, version.size()));
      try (ObjectBody body = cloud.get(version, range)) {
        info = Optional.of(body.info());
        sink.take(body.stream().readAllBytes(), from);
      }
      progress.accept(range.end());
    }
    return info;
  }
}
