package dev.stratus.sync.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.conditions.Network;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each condition, with and without somebody who asked for the round. */
final class ObstaclesTest {

  private record Machine(Optional<Battery> battery, Heat heat, Network network)
      implements Conditions {}

  @ParameterizedTest
  @CsvSource({
    // percent, fed, heat, network, metered allowed, of itself, forced
    ", , COOL, UNMETERED, false, , ",
    ", , COOL, NONE, false, , ",
    ", , COOL, METERED, false, WIFI_UNAVAILABLE, WIFI_UNAVAILABLE",
    ", , COOL, METERED, true, , ",
    "15, false, COOL, UNMETERED, false, , ",
    "14, false, COOL, UNMETERED, false, BATTERY_LEVEL_WARNING, ",
    "10, false, COOL, UNMETERED, false, BATTERY_LEVEL_WARNING, ",
    "9, false, COOL, UNMETERED, false, BATTERY_LEVEL_LOW, BATTERY_LEVEL_LOW",
    "3, true, COOL, UNMETERED, false, , ",
    ", , HOT, UNMETERED, false, DEVICE_TEMPERATURE_TOO_HIGH, ",
    ", , OVERHEATED, UNMETERED, true, DEVICE_TEMPERATURE_TOO_HIGH, DEVICE_TEMPERATURE_TOO_HIGH",
    "14, false, HOT, METERED, false, WIFI_UNAVAILABLE BATTERY_LEVEL_WARNING"
        + " DEVICE_TEMPERATURE_TOO_HIGH, WIFI_UNAVAILABLE",
  })
  void eachConditionKeepsBackWhatItShould(
      @Nullable Integer percent,
      @Nullable Boolean fed,
      Heat heat,
      Network network,
      boolean allowed,
      @Nullable String expected,
      @Nullable String forced) {
    Optional<Battery> battery =
        percent == null || fed == null ? Optional.empty() : Optional.of(new Battery(percent, fed));
    Machine machine = new Machine(battery, heat, network);
    assertThat(Obstacles.of(machine, false, allowed)).containsExactly(troubles(expected));
    assertThat(Obstacles.of(machine, true, allowed)).containsExactly(troubles(forced));
  }

  private static Trouble[] troubles(@Nullable String names) {
    return names == null
        ? new Trouble[0]
        : Arrays.stream(names.split(" ")).map(Trouble::valueOf).toArray(Trouble[]::new);
  }
}
