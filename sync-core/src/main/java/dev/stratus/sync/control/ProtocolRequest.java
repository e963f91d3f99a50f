package dev.stratus.sync.control;

/** Asks which version of the protocol the daemon speaks. */
public record ProtocolRequest() implements Request<ProtocolVersion> {

  @Override
  public Class<ProtocolVersion> resultType() {
    return ProtocolVersion.class;
  }

  @Override
  public Need need() {
    return Need.NOTHING;
  }

  @Override
  public ProtocolVersion answer(ControlledMount mount, ProgressListener progress) {
    return ProtocolVersion.SPOKEN;
  }
}
