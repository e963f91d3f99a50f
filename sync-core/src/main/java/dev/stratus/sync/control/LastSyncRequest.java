package dev.stratus.sync.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks when all was last in step.
 *
 * @param bundle of which; null for the whole mount
 */
public record LastSyncRequest(@Nullable String bundle) implements Request<LastSync> {

  @Override
  public Class<LastSync> resultType() {
    return LastSync.class;
  }

  @Override
  public Need need() {
    return Need.OWN_BUNDLE;
  }

  @Override
  public LastSyncRequest in(String own) {
    return new LastSyncRequest(own);
  }

  @Override
  public LastSync answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new LastSync(mount.target().lastSyncMillis(ControlledMount.pathOf(bundle)));
  }
}
