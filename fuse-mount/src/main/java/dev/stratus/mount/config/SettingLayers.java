package dev.stratus.mount.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The settings of one mount: flags over environment over configuration file. */
final class SettingLayers {

  private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);

  SettingLayers(
      Map<Setting, String> flags, Environment environment, Map<Setting, SettingValue> file) {
    values.putAll(file);
    for (Setting setting : Setting.values()) {
      String variable = environment.get(setting.variable());
      if (variable != null) {
        values.put(
            setting,
            new SettingValue(variable, setting.variable(), SettingValue.Layer.ENVIRONMENT));
      }
    }
    flags.forEach((setting, text) -> values.put(setting, flag(setting, text)));
  }

  private static SettingValue flag(Setting setting, String text) {
    return new SettingValue(text, "--" + setting.key(), SettingValue.Layer.FLAG);
  }

  Optional<SettingValue> find(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  boolean isOn(Setting setting) throws ConfigException {
    SettingValue value = values.get(setting);
    if (value == null) {
      return false;
    }
    return switch (value.text()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ConfigException.malformed(
              value.origin() + " is true or false, not \"" + value.text() + "\".");
    };
  }

  /** A whole number that is not negative. */
  Optional<Integer> number(Setting setting, int radix) throws ConfigException {
    SettingValue value = values.get(setting);
    if (value == null) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(value.text(), radix);
      if (number >= 0) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      throw notANumber(value, radix);
    }
    throw notANumber(value, radix);
  }

  private static ConfigException notANumber(SettingValue value, int radix) {
    return ConfigException.malformed(
        value.origin()
            + " takes "
            + (radix == 8 ? "an octal number such as 022" : "a number from 0 on")
            + ", not \""
            + value.text()
            + "\".");
  }
}
