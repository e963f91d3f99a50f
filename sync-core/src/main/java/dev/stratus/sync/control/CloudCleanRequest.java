package dev.stratus.sync.control;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends the downloads of bundles, and drops the local copies of those that are to be cleared; what
 * is not in the cloud as it is here stays.
 *
 * @param account the mount's bucket; null where it is not said
 * @param bundles whether the local copies of each go too
 */
public record CloudCleanRequest(@Nullable String account, Map<String, Boolean> bundles)
    implements Request<CleanCacheResult> {

  public CloudCleanRequest {
    bundles = Map.copyOf(bundles);
  }

  @Override
  public Class<CleanCacheResult> resultType() {
    return CleanCacheResult.class;
  }

  @Override
  public Need need() {
    return Need.MANAGER_AND_SYSTEM;
  }

  @Override
  public CleanCacheResult answer(ControlledMount mount, ProgressListener progress)
      throws IOException {
    mount.requireAccount(account);
    return mount.target().cleanCloud(ControlledMount.pathsOf(bundles));
  }
}
