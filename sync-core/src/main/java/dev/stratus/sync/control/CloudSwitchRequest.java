package dev.stratus.sync.control;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Switches the cloud on or off, all of it or for single bundles; of what is switched off nothing
 * goes up, and nothing comes down by itself.
 *
 * @param account the mount's bucket; null where it is not said
 * @param cloud the cloud's own switch; null leaves it as it is
 * @param bundles whether each of these is on; the others stay as they are
 */
public record CloudSwitchRequest(
    @Nullable String account, @Nullable Boolean cloud, Map<String, Boolean> bundles)
    implements Request<CloudState> {

  public CloudSwitchRequest {
    bundles = Map.copyOf(bundles);
  }

  @Override
  public Class<CloudState> resultType() {
    return CloudState.class;
  }

  @Override
  public Need need() {
    return Need.MANAGER_AND_SYSTEM;
  }

  @Override
  public CloudState answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.requireAccount(account);
    return mount.target().switchCloud(cloud, ControlledMount.pathsOf(bundles));
  }
}
