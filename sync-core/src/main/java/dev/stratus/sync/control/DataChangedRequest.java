package dev.stratus.sync.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says that something changed in the cloud: it is looked for at once.
 *
 * @param account the mount's bucket; null where it is not said
 * @param bundle where; null for anywhere
 */
public record DataChangedRequest(@Nullable String account, @Nullable String bundle)
    implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.MANAGER_AND_SYSTEM;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    mount.requireAccount(account);
    mount.target().dataChanged(ControlledMount.pathOf(bundle));
    return new Done();
  }
}
