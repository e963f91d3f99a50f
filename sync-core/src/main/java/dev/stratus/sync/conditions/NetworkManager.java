package dev.stratus.sync.conditions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What NetworkManager says over D-Bus of what a network costs: it knows of the telephone behind a
 * Wi-Fi, and what the user set. It is asked behind, from time to time, by systemd's {@code busctl};
 * until it has answered, and where it is not there, there is no answer.
 */
final class NetworkManager implements Metering {

  private static final Logger log = LoggerFactory.getLogger(NetworkManager.class);

  /** The property {@code Metered}: an unsigned number of the enumeration NMMetered. */
  private static final List<String> QUESTION =
      List.of(
          "--system",
          "--json=short",
          "get-property",
          "org.freedesktop.NetworkManager",
          "/org/freedesktop/NetworkManager",
          "org.freedesktop.NetworkManager",
          "Metered");

  private static final Pattern ANSWER =
      Pattern.compile("\\{\\s*\"type\"\\s*:\\s*\"u\"\\s*,\\s*\"data\"\\s*:\\s*([0-9])\\s*}");

  private static final Duration BETWEEN = Duration.ofSeconds(15);

  /** Where nobody answers, somebody may be installed or started some time. */
  private static final Duration BETWEEN_IN_VAIN = Duration.ofMinutes(5);

  private static final long PATIENCE_SECONDS = 5;
  private static final int MOST_BYTES = 1_000;

  private final String busctl;
  private final Executor behind;
  private final LongSupplier ticker;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Optional<Boolean> answer = Optional.empty();
  private volatile long nextAsk;

  /**
   * @param busctl the program's name, or where it is
   * @param behind runs what may take seconds
   * @param ticker nanoseconds of a monotonic clock
   */
  NetworkManager(String busctl, Executor behind, LongSupplier ticker) {
    this.busctl = busctl;
    this.behind = behind;
    this.ticker = ticker;
    this.nextAsk = ticker.getAsLong();
  }

  /** That of this machine. */
  static NetworkManager here() {
    return new NetworkManager(
        "busctl",
        task -> {
          Thread thread = new Thread(task, "network-manager");
          thread.setDaemon(true);
          thread.start();
        },
        System::nanoTime);
  }

  @Override
  public Optional<Boolean> isMetered() {
    if (ticker.getAsLong() - nextAsk >= 0 && asking.compareAndSet(false, true)) {
      behind.execute(this::ask);
    }
    return answer;
  }

  private void ask() {
    Optional<String> told = Optional.empty();
    try {
      told = run();
    } catch (IOException e) {
      log.debug("NetworkManager cannot be asked: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      answer = told.flatMap(NetworkManager::meaning);
      Duration pause = told.isPresent() ? BETWEEN : BETWEEN_IN_VAIN;
      nextAsk = ticker.getAsLong() + pause.toNanos();
      asking.set(false);
    }
  }

  /** What busctl printed; empty if it failed, or took too long. */
  private Optional<String> run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(busctl);
    builder.command().addAll(QUESTION);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
      byte[] printed = process.getInputStream().readNBytes(MOST_BYTES);
      return Optional.of(new String(printed, StandardCharsets.UTF_8).strip());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Yes 1, no 2, guessed yes 3, guessed no 4; 0 where it does not know. */
  private static Optional<Boolean> meaning(String printed) {
    Matcher matcher = ANSWER.matcher(printed);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return switch (matcher.group(1)) {
      case "1", "3" -> Optional.of(true);
      case "2", "4" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
