package dev.stratus.sync.control;

import java.io.IOException;

/** Lets the compare do what it holds back. */
public record SyncAcceptRequest() implements Request<AcceptResult> {

  @Override
  public Class<AcceptResult> resultType() {
    return AcceptResult.class;
  }

  @Override
  public AcceptResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().acceptRemote();
  }
}
