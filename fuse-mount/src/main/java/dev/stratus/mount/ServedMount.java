package dev.stratus.mount;

import dev.stratus.mount.cli.CommandFailure;
import dev.stratus.mount.cli.ExitCode;
import dev.stratus.mount.cli.MountRunner;
import dev.stratus.mount.config.Environment;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.mount.daemon.EndOnSignal;
import dev.stratus.mount.daemon.Logs;
import dev.stratus.mount.daemon.Readiness;
import dev.stratus.sync.control.MountFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one mount in this process, from its opening to its end by an unmount or a signal. */
final class ServedMount implements MountRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ServedMount.class);

  private final Environment environment;
  private final Thread server = Thread.currentThread();
  private @Nullable Composition mounted;
  private boolean ending;

  ServedMount(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int serve(MountSettings settings, boolean foreground) {
    if (foreground) {
      Logs.toStandardError(Logs.level(environment.get("STRATUS_LOG_LEVEL")));
    }
    EndOnSignal signals = EndOnSignal.install(this::end);
    int exitCode = ExitCode.FAILED;
    try {
      serveUntilEnd(settings, foreground);
      exitCode = ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, OpeningSentence.of(e, settings));
    } finally {
      signals.closed(exitCode);
    }
    return exitCode;
  }

  private void serveUntilEnd(MountSettings settings, boolean foreground) throws IOException {
    try (Composition composition = Composition.open(settings, environment, foreground)) {
      opened(composition);
      String ready = readyText(composition);
      if (foreground) {
        System.out.println(ready);
      } else {
        Readiness.tellParent(ready);
      }
      composition.awaitEnd();
      LOG.info("Unmounted {}", composition.facts().mountPoint());
    } catch (InterruptedException e) {
      throw new IOException("Interrupted.", e);
    }
  }

  private static String readyText(Composition composition) {
    List<String> lines = new ArrayList<>();
    lines.add(mountedText(composition.facts()));
    lines.addAll(composition.notices());
    return String.join("\n", lines);
  }

  private static String mountedText(MountFacts facts) {
    return "Mounted "
        + facts.bucket()
        + (facts.prefix().isEmpty() ? "" : "/" + facts.prefix())
        + " at "
        + facts.mountPoint()
        + "\nendpoint "
        + facts.endpoint()
        + " ("
        + facts.endpointReason()
        + "), engine "
        + facts.engine()
        + " ("
        + facts.engineReason()
        + ")";
  }

  private synchronized void opened(Composition composition) {
    mounted = composition;
    if (ending) {
      composition.unmount();
    }
  }

  /** A signal: the mount goes, or the opening of one is given up. */
  private void end() {
    Composition composition;
    synchronized (this) {
      ending = true;
      composition = mounted;
    }
    if (composition == null) {
      server.interrupt();
    } else {
      composition.unmount();
    }
  }
}
