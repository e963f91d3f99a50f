package dev.stratus.mount.engine.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributeTrustTest {

  private static final long SIZE = 64;
  private static final long NUMBER = 24;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 100);
  private final AttributeTrust trust = new AttributeTrust(now::get);
  private long libfuse;

  @BeforeEach
  void begin() {
    libfuse = Memory.allocate(SIZE);
    Memory.IO.setMemory(libfuse, SIZE, (byte) 0);
    Memory.IO.putDouble(libfuse + NUMBER, AttributeTrust.SECONDS);
    trust.begin(libfuse, SIZE);
  }

  @AfterEach
  void free() {
    Memory.free(libfuse);
  }

  @Test
  void nothingIsTrustedWhileHardLinksAreShown() {
    trust.end();
    pass(4);
    trust.resume();
    assertThat(seconds()).isZero();

    trust.end();
    pass(4);
    trust.resume();
    assertThat(seconds()).isZero();
  }

  @Test
  void longAfterTheLastOneAttributesAreTrustedAgain() {
    trust.end();
    pass(6);
    assertThat(seconds()).isZero();

    trust.resume();
    assertThat(seconds()).isEqualTo(AttributeTrust.SECONDS);

    trust.end();
    assertThat(seconds()).isZero();
  }

  private void pass(int seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private double seconds() {
    return Memory.IO.getDouble(libfuse + NUMBER);
  }
}
