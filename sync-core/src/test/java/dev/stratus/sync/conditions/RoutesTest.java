package dev.stratus.sync.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms are those that kernels print. */
final class RoutesTest {

  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  private static final String LAN = "eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
  private static final String UNREACHABLE_SIX =
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
          + " 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";
  private static final String SIX =
      "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
          + " fe800000000000000000000000000001 00000400 00000005 00000000 00450003    wlan0\n";

  @TempDir Path directory;
  private Path net = Path.of("");
  private Path devices = Path.of("");

  @BeforeEach
  void make() throws IOException {
    net = Files.createDirectory(directory.resolve("net"));
    devices = Files.createDirectory(directory.resolve("devices"));
  }

  private static String byDefault(String device, int metric) {
    return device + "\t00000000\t0100A8C0\t0003\t0\t0\t" + metric + "\t00000000\t0\t0\t0\n";
  }

  private Network network(String four, String six) throws IOException {
    Files.writeString(net.resolve("route"), HEAD + four);
    Files.writeString(net.resolve("ipv6_route"), six);
    return new Routes(net, devices).network();
  }

  private void device(String name, String event) throws IOException {
    Files.writeString(Files.createDirectory(devices.resolve(name)).resolve("uevent"), event);
  }

  @Test
  void withoutAWayToOthersThereIsNone() throws IOException {
    assertThat(new Routes(net, devices).network()).isEqualTo(Network.NONE);
    assertThat(network("", "")).isEqualTo(Network.NONE);
    assertThat(network(LAN, UNREACHABLE_SIX)).isEqualTo(Network.NONE);
  }

  @Test
  void aDefaultRouteOfEitherKindIsANetwork() throws IOException {
    assertThat(network(LAN + byDefault("eth0", 100), "")).isEqualTo(Network.UNMETERED);
    assertThat(network("", SIX)).isEqualTo(Network.UNMETERED);
  }

  @Test
  void aModemIsMeteredUnlessAnotherWayGoesFirst() throws IOException {
    device("mobile", "DEVTYPE=wwan\nINTERFACE=mobile\n");
    device("eth0", "INTERFACE=eth0\n");
    assertThat(network(byDefault("mobile", 700), "")).isEqualTo(Network.METERED);
    assertThat(network(byDefault("ppp0", 0), "")).isEqualTo(Network.METERED);
    assertThat(network(byDefault("mobile", 700) + byDefault("eth0", 100), ""))
        .isEqualTo(Network.UNMETERED);
  }
}
