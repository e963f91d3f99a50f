package dev.stratus.sync.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Stops the sync until it is started again, also over restarts.
 *
 * @param bundle whose sync; null for the whole mount's
 */
public record SyncStopRequest(@Nullable String bundle) implements Request<Done> {

  /** The whole mount's. */
  public SyncStopRequest() {
    this(null);
  }

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.OWN_BUNDLE;
  }

  @Override
  public SyncStopRequest in(String own) {
    return new SyncStopRequest(own);
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().stopSync(ControlledMount.pathOf(bundle));
    return new Done();
  }
}
