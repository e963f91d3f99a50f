package dev.stratus.mount;

import dev.stratus.cloud.CloudException;
import dev.stratus.mount.cli.VersionText;
import dev.stratus.mount.config.Endpoint;
import dev.stratus.mount.config.Environment;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.daemon.Logs;
import dev.stratus.mount.daemon.MappedFiles;
import dev.stratus.mount.daemon.Users;
import dev.stratus.mount.engine.DyingDaemon;
import dev.stratus.mount.engine.Mount;
import dev.stratus.mount.engine.MountException;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.mount.engine.MountPoint;
import dev.stratus.mount.engine.Unmounter;
import dev.stratus.sync.control.ControlledMount;
import dev.stratus.sync.control.MountFacts;
import dev.stratus.sync.core.SyncCore;
import dev.stratus.sync.state.StateDirectory;
import dev.stratus.sync.state.StateIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mount with all that it is made of: state directory, cloud, core, control socket, engine; opened
 * in this order, closed in the reverse one.
 */
final class Composition implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Composition.class);

  private final Teardown teardown;
  private final Mount mount;
  private final MountFacts facts;
  private final List<String> notices;

  private Composition(Teardown teardown, Mount mount, MountFacts facts, List<String> notices) {
    this.teardown = teardown;
    this.mount = mount;
    this.facts = facts;
    this.notices = notices;
  }

  /**
   * Opens everything; returns when the mount answers. What fails leaves nothing behind.
   *
   * @param foreground whether the log goes to the terminal
   */
  static Composition open(MountSettings settings, Environment environment, boolean foreground)
      throws IOException {
    Teardown teardown = new Teardown();
    try {
      return new Opening(settings, environment, foreground, teardown).run();
    } catch (IOException | RuntimeException e) {
      try {
        teardown.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  MountFacts facts() {
    return facts;
  }

  /** What the user should be told of the opening. */
  List<String> notices() {
    return notices;
  }

  /** Waits until somebody unmounts. */
  void awaitEnd() throws InterruptedException {
    mount.awaitEnd();
  }

  /** Takes the mount away, in use or not; {@link #awaitEnd} then returns. */
  void unmount() {
    mount.close();
  }

  @Override
  public void close() throws IOException {
    teardown.close();
  }

  /** The steps, one after the other. */
  private record Opening(
      MountSettings settings, Environment environment, boolean foreground, Teardown teardown) {

    Composition run() throws IOException {
      Engines.Chosen engine = Engines.choose(settings.engine());
      releaseFormer();
      Path mountPoint = MountPoint.prepare(settings.mountPoint());
      refuseBelow(mountPoint);
      NewState state = teardown.add("the state directory", new NewState(openState()));
      openLog();
      Optional<WarmUp> warmUp = warmUp(state.directory());
      Clouds.Opened cloud = new Clouds(settings, state.directory(), teardown).open();
      FreeSocket socket = FreeSocket.find(environment, settings.id());
      Cores.Surroundings surroundings =
          new Cores.Surroundings(
              state.directory(),
              socket.path(),
              engine.engine().interruption(),
              MappedFiles.below(mountPoint)::paths);
      SyncCore core = teardown.add("the core", Cores.open(settings, cloud, surroundings));
      MountFacts facts = facts(mountPoint, engine);
      ControlledMount controlled =
          new ControlledMount(
              facts, core.control(), () -> unmountUnused(mountPoint), settings.grants());
      teardown.add("the control socket", socket.listen(controlled, settings.allowOther()));
      Mount mount =
          teardown.add("the mount", engine.engine().mount(core.view(), options(mountPoint)));
      state.keep();
      note(mountPoint);
      warmUp.ifPresent(practice -> practice.endSoon(cloud.moved()));
      LOG.info("Mounted {} at {}", settings.bucket(), mountPoint);
      List<String> notices =
          Stream.of(offline(cloud.away()), core.notice()).flatMap(Optional::stream).toList();
      return new Composition(teardown, mount, facts, notices);
    }

    private Optional<String> offline(@Nullable CloudException away) {
      return Optional.ofNullable(away)
          .map(
              why ->
                  "OFFLINE: "
                      + OpeningSentence.of(why, settings)
                      + "\nWhat is here can be used; the rest follows when the cloud answers.");
    }

    /** A former daemon of the same state directory, which was killed, may need help to end. */
    private void releaseFormer() throws IOException {
      try {
        DyingDaemon.onThisMachine().release(settings.stateDirectory());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MountException("interrupted while the former daemon ends", e);
      }
    }

    private void note(Path mountPoint) {
      try {
        DyingDaemon.onThisMachine().note(settings.stateDirectory(), mountPoint);
      } catch (IOException e) {
        LOG.warn("What is mounted was not noted for a daemon after a kill: {}", e.toString());
      }
    }

    /** What lies below the mount point disappears under the mount. */
    private void refuseBelow(Path mountPoint) throws MountException {
      if (settings.stateDirectory().startsWith(mountPoint)) {
        throw new MountException(
            "the state directory "
                + settings.stateDirectory()
                + " lies below the mount point; choose another with --state-dir");
      }
      if (settings.endpoint() instanceof Endpoint.Embedded embedded
          && embedded.directory().startsWith(mountPoint)) {
        throw new MountException(
            "the embedded cloud's directory "
                + embedded.directory()
                + " lies below the mount point; choose another with --embedded-dir");
      }
    }

    private StateDirectory openState() throws IOException {
      StateIdentity identity =
          new StateIdentity(
              settings.endpoint().identity(),
              settings.bucket().bucket(),
              settings.bucket().prefix());
      return StateDirectory.open(settings.stateDirectory(), identity);
    }

    /** While the cloud is asked and the index is read there is time for it. */
    private Optional<WarmUp> warmUp(StateDirectory state) {
      return settings.warmUp()
          ? Optional.of(teardown.add("the warm-up", WarmUp.begin(state.path())))
          : Optional.empty();
    }

    private void openLog() {
      if (!foreground) {
        Logs.toFile(
            Logs.fileIn(settings.stateDirectory()),
            Logs.level(environment.get("STRATUS_LOG_LEVEL")));
        teardown.add("the log", Logs::close);
      }
    }

    private MountFacts facts(Path mountPoint, Engines.Chosen engine) {
      return new MountFacts(
          settings.id(),
          settings.bucket().bucket(),
          settings.bucket().prefix(),
          settings.endpoint().identity(),
          settings.endpoint().reason(),
          mountPoint.toString(),
          settings.stateDirectory().toString(),
          foreground ? null : Logs.fileIn(settings.stateDirectory()).toString(),
          engine.engine().name(),
          engine.reason(),
          settings.readOnly(),
          ProcessHandle.current().pid(),
          VersionText.version(),
          Instant.now());
    }

    /** Owner and mode of objects that name none are the core's business, not the engine's. */
    private MountOptions options(Path mountPoint) {
      return MountOptions.of(mountPoint, "stratus:" + settings.bucket())
          .withReadOnly(settings.readOnly())
          .withAllowOther(settings.allowOther());
    }

    private static void unmountUnused(Path mountPoint) throws IOException {
      try {
        if (!Unmounter.detach(mountPoint, false)) {
          throw new IOException(inUse(mountPoint, Users.of(mountPoint)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while unmounting " + mountPoint + ".", e);
      }
    }

    private static String inUse(Path mountPoint, List<String> users) {
      String who = users.isEmpty() ? "" : " by " + String.join(", ", users);
      return mountPoint + " is in use" + who + "; end that (or cd elsewhere), then unmount again.";
    }
  }
}
