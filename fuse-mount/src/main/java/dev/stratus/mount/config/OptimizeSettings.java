package dev.stratus.mount.config;

import dev.stratus.sync.space.OptimizePolicy;

/** Reads what goes by the disk's free space, and when. */
final class OptimizeSettings {

  private static final int WHOLE = 100;

  private OptimizeSettings() {}

  static OptimizePolicy read(SettingLayers layers) throws ConfigException {
    OptimizePolicy usual = OptimizePolicy.usual();
    OptimizePolicy policy =
        new OptimizePolicy(
            layers.number(Setting.OPTIMIZE_DAYS, 10).orElse(usual.days()),
            percent(layers, Setting.OPTIMIZE_BELOW, usual.below()),
            percent(layers, Setting.OPTIMIZE_UNTIL, usual.until()),
            percent(layers, Setting.OPTIMIZE_URGENT_BELOW, usual.urgentBelow()),
            percent(layers, Setting.OPTIMIZE_URGENT_UNTIL, usual.urgentUntil()),
            layers.isOn(Setting.OPTIMIZE_ALL_TYPES),
            layers.isOn(Setting.OPTIMIZE_DAILY));
    requireOrder(Setting.OPTIMIZE_BELOW, policy.below(), Setting.OPTIMIZE_UNTIL, policy.until());
    requireOrder(
        Setting.OPTIMIZE_URGENT_BELOW,
        policy.urgentBelow(),
        Setting.OPTIMIZE_URGENT_UNTIL,
        policy.urgentUntil());
    return policy;
  }

  private static int percent(SettingLayers layers, Setting setting, int usual)
      throws ConfigException {
    int percent = layers.number(setting, 10).orElse(usual);
    if (percent > WHOLE) {
      throw ConfigException.malformed(setting.key() + " is at most " + WHOLE + ".");
    }
    return percent;
  }

  private static void requireOrder(Setting low, int lowPercent, Setting high, int highPercent)
      throws ConfigException {
    if (lowPercent > highPercent) {
      throw ConfigException.malformed(
          low.key() + " is " + lowPercent + ", more than " + high.key() + ", " + highPercent + ".");
    }
  }
}
