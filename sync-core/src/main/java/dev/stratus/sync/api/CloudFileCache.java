package dev.stratus.sync.api;

import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.RemainingFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops local copies: cloudSync's CloudFileCache.
 *
 * <p>Other than in the original, a file that is not in the cloud as it is here, or that is open, is
 * kept and refused with {@link ErrorCode#TRY_AGAIN} by both members: nothing is lost by them.
 */
public final class CloudFileCache {

  private final CloudUri uris;
  private final MountLink link;

  public CloudFileCache(CloudSync cloud) {
    this.uris = cloud.uris();
    this.link = cloud.link();
  }

  /**
   * Drops the local copy of a file, or of the files in a directory; the next read brings it back.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_PARAMETER}, {@link ErrorCode#INVALID_URI},
   *     {@link ErrorCode#NO_SUCH_FILE}, {@link ErrorCode#TRY_AGAIN} with the reason, {@link
   *     ErrorCode#PERMISSION_DENIED}, {@link ErrorCode#IPC_ERROR}
   */
  public void cleanCache(@Nullable String uri) throws CloudSyncException {
    Calls.now(Member.CLEAN_CACHE, () -> clean(Arguments.require(uri)));
  }

  /**
   * The public form of {@link #cleanCache}.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_ARGUMENT} without a uri, and as there
   */
  public void cleanFileCache(@Nullable String uri) throws CloudSyncException {
    Calls.now(Member.CLEAN_FILE_CACHE, () -> clean(Arguments.require(uri)));
  }

  private @Nullable Void clean(String uri) throws CloudSyncException {
    Path file = uris.resolve(uri);
    CleanCacheResult result =
        Calls.ask(link, new CleanCacheRequest(List.of(file.toString()), false, false));
    if (result.keptCount() > 0) {
      String why = result.kept().stream().findFirst().map(RemainingFile::reason).orElse("kept");
      throw new CloudSyncException(ErrorCode.TRY_AGAIN, uri + " keeps its local copy: " + why);
    }
    return null;
  }
}
