package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.cloud.memory.MemoryStore;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.conditions.Battery;
import dev.stratus.sync.conditions.Conditions;
import dev.stratus.sync.conditions.Heat;
import dev.stratus.sync.conditions.Network;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.SyncEvent;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the machine's conditions stop, and what their end lets go on. */
@Timeout(120)
final class SyncConditionsTest {

  private static final long BOUND_SECONDS = 30;

  @TempDir Path directory;
  private final MemoryBucket bucket = new MemoryBucket();
  private final BlockingQueue<SyncEvent> heard = new LinkedBlockingQueue<>();
  private volatile Optional<Battery> battery = Optional.empty();
  private volatile Heat heat = Heat.COOL;
  private volatile Network network = Network.UNMETERED;
  private CoreUnderTest core;

  private final Conditions machine =
      new Conditions() {
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
          return network;
        }
      };

  @BeforeEach
  void open() throws Exception {
    core =
        new CoreUnderTest(
            directory,
            "boot",
            new MemoryStore(bucket, MemoryStore.LIKE_MINIO),
            CoreUnderTest.HASTY.withConditions(machine));
    core.core().control().watchSync("", heard::add);
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  @AfterEach
  void close() throws Exception {
    core.close();
  }

  private void awaitHeard(String state, String error) throws InterruptedException {
    SyncEvent wanted = new SyncEvent(state, error);
    SyncEvent event = next();
    while (event != null && !event.equals(wanted)) {
      event = next();
    }
    assertThat(event).isEqualTo(wanted);
  }

  private @Nullable SyncEvent next() throws InterruptedException {
    return heard.poll(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  private void write(String name) throws FsException {
    Created made =
        core.view()
            .create(InodeId.ROOT, new Name(name), 0644, OpenMode.readWrite(), Workplace.CALLER);
    core.view().write(made.handle(), ByteBuffer.wrap(new byte[] {1}), 0);
    core.view().release(made.handle());
  }

  @Test
  void aMeteredNetworkStopsUploadsAndItsEndLetsThemGoOn() throws Exception {
    network = Network.METERED;
    awaitStopped("a", "WIFI_UNAVAILABLE");
    network = Network.UNMETERED;
    awaitHeard("COMPLETED", "NO_ERROR");
    assertThat(bucket.bytes("a")).hasSize(1);
  }

  @Test
  void aBatteryThatIsToBeWarnedOfStopsUploadsUnlessSomebodyAsks() throws Exception {
    battery = Optional.of(new Battery(12, false));
    awaitStopped("a", "BATTERY_LEVEL_WARNING");
    core.core().control().startSync();
    awaitHeard("COMPLETED", "NO_ERROR");
    assertThat(bucket.bytes("a")).hasSize(1);
  }

  @Test
  void anEmptyBatteryStopsEvenWhoAsksUntilItIsCharged() throws Exception {
    battery = Optional.of(new Battery(7, false));
    awaitStopped("a", "BATTERY_LEVEL_LOW");
    assertThatThrownBy(() -> core.core().control().startSync())
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.failure()).isEqualTo(ControlFailure.LOW_BATTERY));
    battery = Optional.of(new Battery(7, true));
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  @Test
  void heatStopsUploadsAndCoolingLetsThemGoOn() throws Exception {
    heat = Heat.OVERHEATED;
    awaitStopped("a", "DEVICE_TEMPERATURE_TOO_HIGH");
    heat = Heat.COOL;
    awaitHeard("COMPLETED", "NO_ERROR");
  }

  /** Writes until a condition was seen: then what is written waits. */
  private void awaitStopped(String name, String error) throws Exception {
    SyncEvent wanted = new SyncEvent("UPLOAD_FAILED", error);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    SyncEvent event = null;
    for (int i = 0; !wanted.equals(event) && System.nanoTime() < end; i++) {
      write(name + i);
      event = heard.poll(1, TimeUnit.SECONDS);
    }
    assertThat(event).isEqualTo(wanted);
    write(name);
  }
}
