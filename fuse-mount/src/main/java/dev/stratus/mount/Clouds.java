package dev.stratus.mount;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.embedded.EmbeddedS3;
import dev.stratus.cloud.guard.GuardSettings;
import dev.stratus.cloud.guard.GuardedStore;
import dev.stratus.cloud.s3.CapabilityProbe;
import dev.stratus.cloud.s3.Credentials;
import dev.stratus.cloud.s3.S3Settings;
import dev.stratus.cloud.s3.S3Store;
import dev.stratus.cloud.s3.S3Timeouts;
import dev.stratus.mount.config.Endpoint;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.config.TransferLimits;
import dev.stratus.sync.state.StateDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the bucket: looks whether it is there, and finds out what its server can do. One that does
 * not answer is taken as it was found before.
 */
final class Clouds {

  /** A user waits for the first answer: a server that is there needs a fraction of this. */
  private static final S3Timeouts FIRST_LOOK =
      new S3Timeouts(
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  /**
   * A bucket.
   *
   * @param durable makes its answers survive a power cut where it is on this machine
   * @param away why it did not answer, null if it did
   * @param moved how many bytes went there and came from there so far
   */
  record Opened(
      CloudStore store, Runnable durable, @Nullable CloudException away, LongSupplier moved) {}

  private final MountSettings settings;
  private final StateDirectory state;
  private final Teardown teardown;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  Clouds(MountSettings settings, StateDirectory state, Teardown teardown) {
    this.settings = settings;
    this.state = state;
    this.teardown = teardown;
  }

  /** Opens the bucket; what must be closed after it is added to the teardown. */
  Opened open() throws IOException {
    if (settings.endpoint() instanceof Endpoint.S3 server) {
      return openS3(s3(server));
    }
    return openEmbedded((Endpoint.Embedded) settings.endpoint());
  }

  private CloudStore guarded(CloudStore store) {
    TransferLimits wanted = settings.transfers();
    GuardSettings limits = GuardSettings.DEFAULT.withRates(wanted.up(), wanted.down());
    if (wanted.connections() != null) {
      limits = limits.withTransfers(wanted.connections());
    }
    return GuardedStore.of(store, limits, meters);
  }

  private Opened openEmbedded(Endpoint.Embedded endpoint) throws IOException {
    EmbeddedS3 server = teardown.add("the embedded cloud", EmbeddedS3.start(endpoint.directory()));
    String bucket = settings.bucket().bucket();
    CloudStore store = teardown.add("the cloud", server.open(bucket));
    teardown.add("its access", EmbeddedAccess.tell(state.path(), server.settings(bucket)));
    return new Opened(guarded(store), () -> sync(server), null, this::moved);
  }

  /** An eviction that cannot be sure of the disk must not happen. */
  private static void sync(EmbeddedS3 server) {
    try {
      server.sync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private S3Settings s3(Endpoint.S3 server) {
    dev.stratus.mount.config.Credentials keys = server.credentials();
    return new S3Settings(
        server.url(),
        settings.region(),
        settings.bucket().bucket(),
        new Credentials(keys.accessKey(), keys.secretKey(), keys.sessionToken()));
  }

  private Opened openS3(S3Settings s3) throws IOException {
    CloudException away = look(s3);
    S3Store store = teardown.add("the cloud", new S3Store(s3, capabilities(s3, away)));
    return new Opened(guarded(store), () -> {}, away, this::moved);
  }

  private long moved() {
    return GuardedStore.bytesMoved(meters);
  }

  /** Returns why nobody answers, null if somebody does. */
  private static @Nullable CloudException look(S3Settings s3) throws CloudException {
    try (S3Store look = new S3Store(s3.withTimeouts(FIRST_LOOK), Capabilities.none())) {
      look.bucket().check();
      return null;
    } catch (CloudException e) {
      if (isAway(e.failure())) {
        return e;
      }
      throw e;
    }
  }

  /** Whether a bucket that worked before may well work again later; a gateway's page is no S3. */
  private static boolean isAway(CloudFailure failure) {
    return switch (failure) {
      case UNREACHABLE, TIMED_OUT, BROKEN_ANSWER, SERVER_ERROR, THROTTLED -> true;
      default -> false;
    };
  }

  private Capabilities capabilities(S3Settings s3, @Nullable CloudException away)
      throws IOException {
    CapabilityFile known = new CapabilityFile(state.path());
    if (settings.readOnly()) {
      return known.orNone();
    }
    return away == null ? known.orProbe(() -> CapabilityProbe.probe(s3)) : known.orThrow(away);
  }
}
