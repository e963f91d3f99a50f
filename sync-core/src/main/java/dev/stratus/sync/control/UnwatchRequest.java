package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Ends a subscription of the same connection; afterwards no event of it comes.
 *
 * @param watch the id of the request that began it
 */
public record UnwatchRequest(long watch) implements Request<Done> {

  @Override
  public Class<Done> resultType() {
    return Done.class;
  }

  @Override
  public Need need() {
    return Need.NOTHING;
  }

  /** The connection, which alone knows its subscriptions, does it. */
  @Override
  public Done answer(ControlledMount mount, ProgressListener progress) throws IOException {
    throw new ControlException(
        ControlFailure.INVALID, "There is no subscription with the id " + watch + ".");
  }
}
