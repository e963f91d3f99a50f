package dev.stratus.sync.control;

/**
 * Asks whether the peer may do something, before it is asked for: permission comes before what else
 * may be wrong with it.
 *
 * @param need what would be needed, the files aside
 */
public record PermissionRequest(Need need) implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) {
    return new Done();
  }
}
