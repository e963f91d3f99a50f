package dev.stratus.sync.conditions;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel says of this machine. The forms are those of the kernel's documents {@code
 * sysfs-class-power} and {@code sysfs-class-thermal}; temperatures are thousandths of a degree
 * Celsius.
 */
public final class MachineConditions implements Conditions {

  /** Where a zone does not say at which temperature it slows the machine down. */
  private static final long USUAL_HOT = 90_000;

  /** Where it does not say at which one it switches it off. */
  private static final long USUAL_CRITICAL = 105_000;

  private static final int FULL = 100;

  private final Path supplies;
  private final Path zones;
  private final Routes routes;
  private final Metering metering;

  /**
   * @param sysClass {@code /sys/class}, or what a test has made of it
   * @param procNet {@code /proc/net}, or what a test has made of it
   * @param metering NetworkManager, or what a test has made of it
   */
  MachineConditions(Path sysClass, Path procNet, Metering metering) {
    this.metering = metering;
    this.supplies = sysClass.resolve("power_supply");
    this.zones = sysClass.resolve("thermal");
    this.routes = new Routes(procNet, sysClass.resolve("net"));
  }

  /** Those of this machine. */
  public static MachineConditions here() {
    return new MachineConditions(
        Path.of("/sys/class"), Path.of("/proc/net"), NetworkManager.here());
  }

  @Override
  public Optional<Battery> battery() {
    List<Path> all = SysFile.list(supplies, "*");
    boolean isFed = all.stream().anyMatch(MachineConditions::feeds);
    return all.stream()
        .filter(MachineConditions::isOwnBattery)
        .flatMap(supply -> charge(supply).stream())
        .max(Comparator.naturalOrder())
        .map(percent -> new Battery(percent, isFed));
  }

  /** Mains, a charger that is plugged in, or a battery that is being charged. */
  private static boolean feeds(Path supply) {
    if (isOwnBattery(supply)) {
      String status = SysFile.text(supply.resolve("status")).orElse("");
      return status.equals("Charging") || status.equals("Full");
    }
    boolean isBattery = SysFile.text(supply.resolve("type")).equals(Optional.of("Battery"));
    return !isBattery && SysFile.number(supply.resolve("online")).orElse(0L) > 0;
  }

  /** Batteries of mice and headsets say that their scope is a device. */
  private static boolean isOwnBattery(Path supply) {
    return SysFile.text(supply.resolve("type")).equals(Optional.of("Battery"))
        && !SysFile.text(supply.resolve("scope")).equals(Optional.of("Device"));
  }

  private static Optional<Integer> charge(Path battery) {
    return SysFile.number(battery.resolve("capacity"))
        .filter(percent -> percent >= 0 && percent <= FULL)
        .map(Long::intValue);
  }

  @Override
  public Heat heat() {
    return SysFile.list(zones, "thermal_zone*").stream()
        .map(MachineConditions::heat)
        .max(Comparator.naturalOrder())
        .orElse(Heat.COOL);
  }

  private static Heat heat(Path zone) {
    Optional<Long> now = SysFile.number(zone.resolve("temp"));
    if (now.isEmpty()) {
      return Heat.COOL;
    }
    long critical =
        Math.min(trip(zone, "critical", USUAL_CRITICAL), trip(zone, "hot", USUAL_CRITICAL));
    long hot = Math.min(trip(zone, "passive", USUAL_HOT), critical);
    if (now.get() >= critical) {
      return Heat.OVERHEATED;
    }
    return now.get() >= hot ? Heat.HOT : Heat.COOL;
  }

  /** The lowest temperature at which a zone does something; drivers write 0 for none. */
  private static long trip(Path zone, String type, long usual) {
    return SysFile.list(zone, "trip_point_*_type").stream()
        .filter(file -> SysFile.text(file).equals(Optional.of(type)))
        .flatMap(file -> SysFile.number(temperatureOf(file)).stream())
        .filter(temperature -> temperature > 0)
        .min(Comparator.naturalOrder())
        .orElse(usual);
  }

  private static Path temperatureOf(Path typeFile) {
    String name = typeFile.getFileName().toString();
    return typeFile.resolveSibling(name.replace("_type", "_temp"));
  }

  @Override
  public Network network() {
    Network byRoutes = routes.network();
    return byRoutes == Network.NONE
        ? byRoutes
        : metering
            .isMetered()
            .map(metered -> metered ? Network.METERED : Network.UNMETERED)
            .orElse(byRoutes);
  }
}
