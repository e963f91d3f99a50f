package dev.stratus.sync.control;

/** Asks what the mount is and how its sync is doing. */
public record StatusRequest() implements Request<MountStatus> {

  @Override
  public Class<MountStatus> resultType() {
    return MountStatus.class;
  }

  @Override
  public Need need() {
    return Need.NOTHING;
  }

  @Override
  public MountStatus forOthers(MountStatus result) {
    return new MountStatus(result.mount(), result.sync().withoutNames());
  }

  @Override
  public MountStatus answer(ControlledMount mount, ProgressListener progress) {
    return new MountStatus(mount.facts(), mount.target().status());
  }
}
