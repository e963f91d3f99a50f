package dev.stratus.sync.rounds;

import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.conditions.Network;
import java.util.EnumSet;
import java.util.Set;

/** What in the machine's conditions keeps uploads back; a pure function. */
public final class Obstacles {

  private Obstacles() {}

  /**
   * Looks at all of them. That there is no network at all keeps nothing back: requests find out,
   * and the server may be on this machine.
   *
   * @param forced whether somebody asked for this round: then neither a battery that is only to be
   *     warned of nor a machine that is only hot keeps it back
   * @param meteredAllowed whether uploads may go over a metered network
   */
  public static Set<Trouble> of(Conditions conditions, boolean forced, boolean meteredAllowed) {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    if (conditions.network() == Network.METERED && !meteredAllowed) {
      troubles.add(Trouble.WIFI_UNAVAILABLE);
    }
    Battery.Level level = conditions.battery().map(Battery::level).orElse(Battery.Level.ENOUGH);
    if (level == Battery.Level.LOW) {
      troubles.add(Trouble.BATTERY_LEVEL_LOW);
    } else if (level == Battery.Level.WARNING && !forced) {
      troubles.add(Trouble.BATTERY_LEVEL_WARNING);
    }
    Heat heat = conditions.heat();
    if (heat == Heat.OVERHEATED || (heat == Heat.HOT && !forced)) {
      troubles.add(Trouble.DEVICE_TEMPERATURE_TOO_HIGH);
    }
    return troubles;
  }
}
