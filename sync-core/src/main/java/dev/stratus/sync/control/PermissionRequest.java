package dev.stratus.sync.control;

import org.jspecify.annotations.Nullable;

/**
 * Asks whether the peer may do something, before it is asked for: permission comes before what else
 * may be wrong with it.
 *
 * @param need what would be needed, the files aside
 * @param bundle whose sync it would be about; null for none, or the whole mount's
 */
public record PermissionRequest(Need need, @Nullable String bundle) implements Request<Done> {

  /** About no bundle. */
  public PermissionRequest(Need need) {
    this(need, null);
  }

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public PermissionRequest in(String own) {
    return new PermissionRequest(need, own);
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) {
    return new Done();
  }
}
