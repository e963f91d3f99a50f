package dev.stratus.sync.core;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.network.NetworkWatch;
import java.util.Optional;

/** Why a round of the sync that somebody asks for cannot begin. */
final class StartRefusals {

  private static final String SWITCHED_OFF =
      "The cloud is switched off: 'stratus sync enable' switches it on again.";

  private static final String WHOLE_STOPPED =
      "The sync of the whole mount is stopped: 'stratus sync start' lets it go on.";

  /**
   * What it looks at.
   *
   * @param probe asks the cloud for something, to see whether it answers
   */
  record Sources(NetworkWatch network, CloudSwitches switches, Sparing sparing, Runnable probe) {}

  private final Sources from;

  StartRefusals(Sources from) {
    this.from = from;
  }

  /**
   * In the original's order: the network, the account, the switch, the battery. Of what passes by
   * itself it is also told what does not.
   *
   * @param wholeStopped whether a bundle is asked about, and the sync of the whole mount is stopped
   */
  Optional<ControlException> of(String path, boolean wholeStopped) {
    boolean off = from.switches().isOff(path);
    Optional<String> lasting =
        off
            ? Optional.of(SWITCHED_OFF)
            : wholeStopped ? Optional.of(WHOLE_STOPPED) : Optional.empty();
    Optional<NetworkWatch.Trouble> trouble = trouble();
    if (trouble.isPresent()) {
      boolean refused = trouble.get().failure() == CloudFailure.BAD_CREDENTIALS;
      return refusal(
          refused ? ControlFailure.CLOUD_OFF : ControlFailure.UNREACHABLE,
          "The cloud cannot be reached: "
              + trouble.get().reason()
              + ". "
              + lasting.orElse("The sync goes on by itself when it can be."));
    }
    if (!off && from.sparing().isBatteryLow()) {
      return refusal(
          ControlFailure.LOW_BATTERY,
          "The battery is below 10 % and not charging. "
              + lasting.orElse("Plug the machine in: the sync then goes on by itself."));
    }
    return lasting.flatMap(why -> refusal(ControlFailure.CLOUD_OFF, why));
  }

  /** Refuses what the cloud is needed for where that is switched off. */
  void requireOn(String path) throws ControlException {
    if (from.switches().isOff(path)) {
      throw new ControlException(ControlFailure.CLOUD_OFF, SWITCHED_OFF);
    }
  }

  private static Optional<ControlException> refusal(ControlFailure failure, String why) {
    return Optional.of(new ControlException(failure, why));
  }

  /** What is known of an earlier request may be over: it is asked again. */
  private Optional<NetworkWatch.Trouble> trouble() {
    if (from.network().error().isPresent()) {
      from.probe().run();
    }
    return from.network().error();
  }
}
