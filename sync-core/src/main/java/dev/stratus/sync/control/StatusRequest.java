package dev.stratus.sync.control;

/** Asks what the mount is and how its sync is doing. */
public record StatusRequest() implements Request<MountStatus> {

  @Override
  public Class<MountStatus> resultType() {
    return MountStatus.class;
  }

  @Override
  public boolean openToEverybody() {
    return true;
  }

  @Override
  public MountStatus answer(ControlledMount mount, ProgressListener progress) {
    return new MountStatus(mount.facts(), mount.target().status());
  }
}
