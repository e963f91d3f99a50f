package dev.stratus.sync.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the files below {@code /sys/class}. */
class MachineConditionsTest {

  @TempDir Path sys;

  @Test
  void aMachineWithoutAnythingIsFine() {
    assertThat(machine().battery()).isEmpty();
    assertThat(machine().heat()).isEqualTo(Heat.COOL);
  }

  @Test
  void aBatteryThatNobodyFeedsRunsLow() throws IOException {
    supply("BAT0", "type", "Battery", "capacity", "12", "status", "Discharging");
    supply("AC", "type", "Mains", "online", "0");
    assertThat(level()).isEqualTo(Battery.Level.WARNING);
    supply("BAT0", "capacity", "9");
    assertThat(level()).isEqualTo(Battery.Level.LOW);
    supply("AC", "online", "1");
    assertThat(level()).isEqualTo(Battery.Level.ENOUGH);
  }

  @Test
  void theBatteryOfAMouseDoesNotCount() throws IOException {
    supply("hid", "type", "Battery", "scope", "Device", "capacity", "3", "status", "Full");
    assertThat(machine().battery()).isEmpty();
    supply("BAT0", "type", "Battery", "capacity", "5", "status", "Discharging");
    assertThat(machine().battery()).contains(new Battery(5, false));
  }

  @Test
  void whatABatterySaysInAFormOfItsOwnIsNoBattery() throws IOException {
    supply("BAT0", "type", "Battery", "capacity", "unknown", "status", "Discharging");
    assertThat(machine().battery()).isEmpty();
  }

  @Test
  void aZoneIsHotFromWhereItSlowsDown() throws IOException {
    zone("temp", "69000", "trip_point_0_type", "passive", "trip_point_0_temp", "70000");
    zone("trip_point_1_type", "critical", "trip_point_1_temp", "95000");
    assertThat(machine().heat()).isEqualTo(Heat.COOL);
    zone("temp", "70000");
    assertThat(machine().heat()).isEqualTo(Heat.HOT);
    zone("temp", "95000");
    assertThat(machine().heat()).isEqualTo(Heat.OVERHEATED);
  }

  @Test
  void aZoneThatNamesNoTemperatureHasTheUsualOne() throws IOException {
    zone("temp", "89000", "trip_point_0_type", "passive", "trip_point_0_temp", "0");
    assertThat(machine().heat()).isEqualTo(Heat.COOL);
    zone("temp", "91000");
    assertThat(machine().heat()).isEqualTo(Heat.HOT);
  }

  @Test
  void whoKnowsWhatANetworkCostsIsBelievedWhereThereIsOne() throws IOException {
    assertThat(machine(Optional.of(true)).network()).isEqualTo(Network.NONE);
    Files.writeString(
        sys.resolve("route"), "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n");
    assertThat(machine(Optional.empty()).network()).isEqualTo(Network.UNMETERED);
    assertThat(machine(Optional.of(true)).network()).isEqualTo(Network.METERED);
    Files.writeString(
        sys.resolve("route"), "wwan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n");
    assertThat(machine(Optional.empty()).network()).isEqualTo(Network.METERED);
    assertThat(machine(Optional.of(false)).network()).isEqualTo(Network.UNMETERED);
  }

  private MachineConditions machine() {
    return machine(Optional.empty());
  }

  private MachineConditions machine(Optional<Boolean> metered) {
    return new MachineConditions(sys, sys, () -> metered);
  }

  private Battery.Level level() {
    return machine().battery().orElseThrow().level();
  }

  private void supply(String name, String... files) throws IOException {
    write(sys.resolve("power_supply").resolve(name), files);
  }

  private void zone(String... files) throws IOException {
    write(sys.resolve("thermal").resolve("thermal_zone0"), files);
  }

  private static void write(Path directory, String... namesAndTexts) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Files.writeString(directory.resolve(namesAndTexts[i]), namesAndTexts[i + 1] + "\n");
    }
  }
}
