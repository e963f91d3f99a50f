package dev.stratus.sync.conditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's way to others: the default route with the lowest metric, as {@code /proc/net/route}
 * and {@code /proc/net/ipv6_route} have it. The network is metered where that leads through a modem
 * for mobile data; what a telephone shares by Wi-Fi cannot be told from other Wi-Fi here.
 */
final class Routes {

  private static final Logger log = LoggerFactory.getLogger(Routes.class);

  private static final int UP = 1;
  private static final int REJECT = 0x200;
  private static final int HEX = 16;
  private static final String ANYWHERE = "00000000";
  private static final String LOOPBACK = "lo";

  private record Route(String device, long metric) {}

  private final Path net;
  private final Path devices;

  /**
   * @param net {@code /proc/net}
   * @param devices {@code /sys/class/net}
   */
  Routes(Path net, Path devices) {
    this.net = net;
    this.devices = devices;
  }

  Network network() {
    List<Route> routes = new ArrayList<>();
    lines("route").forEach(line -> four(line.strip().split("\\s+")).ifPresent(routes::add));
    lines("ipv6_route").forEach(line -> six(line.strip().split("\\s+")).ifPresent(routes::add));
    return routes.stream()
        .min(Comparator.comparingLong(Route::metric))
        .map(route -> isModem(route.device()) ? Network.METERED : Network.UNMETERED)
        .orElse(Network.NONE);
  }

  private List<String> lines(String name) {
    Path file = net.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      log.debug("{} does not answer: {}", file, e.toString());
      return List.of();
    }
  }

  /** Device, destination, gateway, flags, two counters, metric, mask. */
  private static Optional<Route> four(String[] fields) {
    if (fields.length < 8 || !fields[1].equals(ANYWHERE) || !fields[7].equals(ANYWHERE)) {
      return Optional.empty();
    }
    return route(fields[0], fields[3], fields[6], 10);
  }

  /** Destination, its length, source, its length, gateway, metric, two counters, flags, device. */
  private static Optional<Route> six(String[] fields) {
    if (fields.length < 10 || !fields[1].equals("00") || !fields[0].matches("0+")) {
      return Optional.empty();
    }
    return route(fields[9], fields[8], fields[5], HEX);
  }

  private static Optional<Route> route(String device, String flags, String metric, int radix) {
    long bits = Long.parseLong(flags, HEX);
    boolean leads = (bits & UP) != 0 && (bits & REJECT) == 0 && !device.equals(LOOPBACK);
    return leads ? Optional.of(new Route(device, Long.parseLong(metric, radix))) : Optional.empty();
  }

  /** The driver says so; an old one is known by the name of its device. */
  private boolean isModem(String device) {
    String event = SysFile.text(devices.resolve(device).resolve("uevent")).orElse("");
    return event.contains("DEVTYPE=wwan") || device.startsWith("wwan") || device.startsWith("ppp");
  }
}
