package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.conditions.Network;
import dev.stratus.sync.download.DownloadSettings;
import dev.stratus.sync.download.LocalSide;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.space.Disk;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.OptimizePolicy;
import dev.stratus.sync.space.SpaceEnvironment;
import dev.stratus.sync.space.SpaceOptimizer;
import dev.stratus.sync.space.Visits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the policy runs by itself. */
@Timeout(60)
class DailyOptimizeTest {

  private static final Duration DAY = Duration.ofDays(1);

  /** All that the cloud has goes. */
  private static final OptimizePolicy POLICY = new OptimizePolicy(0, 100, 100, 0, 0, true, true);

  @TempDir Path directory;
  private LocalSide local;
  private DailyOptimize daily;
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final InstantSource time = () -> now;
  private Heat heat = Heat.COOL;
  private Optional<Battery> battery = Optional.empty();

  @BeforeEach
  void begin() throws Exception {
    local = new LocalSide(directory, new MemoryBucket(), DownloadSettings.defaults());
    daily = daily();
  }

  private DailyOptimize daily() {
    SpaceEnvironment space =
        new SpaceEnvironment(
            local.index,
            local.store,
            local.files,
            new Paths(local.index, ""),
            local.downloader,
            () -> {},
            local.time::get,
            System::nanoTime);
    SpaceOptimizer optimizer =
        new SpaceOptimizer(
            space,
            new Evictor(space, inode -> {}),
            new Visits(local.index, local.time::get),
            Disk.below(local.store));
    return new DailyOptimize(
        new DailyOptimize.Sources(
            local.index, optimizer, POLICY, new OwnConditions(), time.withZone(ZoneOffset.UTC)));
  }

  @AfterEach
  void end() throws Exception {
    daily.close();
    local.close();
  }

  @Test
  void theFirstStartOnlyBeginsToCount() throws Exception {
    long file = local.syncedFile("file", LocalSide.bytes(100, 1));
    assertThat(daily.look()).isFalse();
    now = now.plus(DAY).minusMillis(1);
    assertThat(daily.look()).isFalse();
    assertThat(local.row(file).cached()).isEqualTo(100);

    now = now.plusMillis(1);
    assertThat(daily.look()).isTrue();
    assertThat(local.row(file).cached()).isZero();
    assertThat(daily.look()).isFalse();
    now = now.plus(DAY);
    assertThat(daily.look()).isTrue();
  }

  @Test
  void theLastRunIsKnownInTheNextLife() throws Exception {
    daily.look();
    now = now.plus(DAY.multipliedBy(3));

    daily.close();
    daily = daily();

    assertThat(daily.look()).isTrue();
  }

  @Test
  void aHotMachineAndOneWithoutPowerAreLeftAlone() throws Exception {
    daily.look();
    now = now.plus(DAY);
    heat = Heat.HOT;
    assertThat(daily.look()).isFalse();
    heat = Heat.COOL;
    battery = Optional.of(new Battery(12, false));
    assertThat(daily.look()).isFalse();

    battery = Optional.of(new Battery(12, true));
    assertThat(daily.look()).isTrue();
  }

  @Test
  void aClockThatIsSetBackBeginsTheDayAnew() throws Exception {
    daily.look();
    now = now.minus(DAY.multipliedBy(400));
    assertThat(daily.look()).isFalse();
    now = now.plus(DAY);
    assertThat(daily.look()).isTrue();
  }

  private final class OwnConditions implements Conditions {
    @Override
    public Optional<Battery> battery() {
      return battery;
    }

    @Override
    public Heat heat() {
      return heat;
    }

    @Override
    public Network network() {
      return Network.UNMETERED;
    }
  }
}
