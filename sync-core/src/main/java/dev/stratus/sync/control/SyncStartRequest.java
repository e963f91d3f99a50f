package dev.stratus.sync.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the sync go on.
 *
 * @param bundle whose sync; null for the whole mount's
 */
public record SyncStartRequest(@Nullable String bundle) implements Request<Done> {

  /** The whole mount's. */
  public SyncStartRequest() {
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
  public SyncStartRequest in(String own) {
    return new SyncStartRequest(own);
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.target().startSync(ControlledMount.pathOf(bundle));
    return new Done();
  }
}
