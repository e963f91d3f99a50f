package dev.stratus.mount.cli;

import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.CloudSwitchRequest;
import java.io.IOException;
import java.util.Map;

/** The switch of a mount's cloud, or of one bundle in it, as 'sync enable' and 'disable' set it. */
final class CloudSwitch {

  private CloudSwitch() {}

  /** Sets it; returns how all switches stand then. */
  static CloudState set(CommandContext context, OneBundle one, boolean on) throws IOException {
    return one.ask(
        context.environment(),
        (client, bundle) ->
            client.ask(
                bundle == null
                    ? new CloudSwitchRequest(null, on, Map.of())
                    : new CloudSwitchRequest(null, null, Map.of(bundle, on))));
  }
}
