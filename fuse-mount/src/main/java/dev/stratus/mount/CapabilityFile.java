package dev.stratus.mount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server can do, as it was probed, kept in the state directory. */
final class CapabilityFile {

  private static final Logger LOG = LoggerFactory.getLogger(CapabilityFile.class);

  /** Servers are upgraded now and then. */
  private static final Duration GOOD_FOR = Duration.ofDays(7);

  private static final int QUESTIONS = Capabilities.class.getRecordComponents().length;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /** Finds it out. */
  @FunctionalInterface
  interface Probe {
    Capabilities run() throws CloudException;
  }

  /**
   * @param questions how many there were: an older program asked fewer
   */
  private record Known(Capabilities capabilities, long probedMillis, int questions) {}

  CapabilityFile(Path stateDirectory) {
    this.file = stateDirectory.resolve("capabilities.json");
  }

  /** What is known, else what a probe finds, which is then known. */
  Capabilities orProbe(Probe probe) throws IOException {
    Optional<Known> known = read();
    if (known.isPresent() && isFresh(known.get())) {
      return known.get().capabilities();
    }
    Capabilities found = probe.run();
    LOG.info("The server's abilities: {}", found);
    write(new Known(found, Instant.now().toEpochMilli(), QUESTIONS));
    return found;
  }

  /** What is known, else the least: a probe writes, which a read-only mount must not. */
  Capabilities orNone() throws IOException {
    return read().map(Known::capabilities).orElseGet(Capabilities::none);
  }

  /** What is known, however old: the server cannot be asked. */
  Capabilities orThrow(CloudException away) throws IOException {
    return read().map(Known::capabilities).orElseThrow(() -> away);
  }

  private static boolean isFresh(Known known) {
    Instant end = Instant.ofEpochMilli(known.probedMillis()).plus(GOOD_FOR);
    return known.questions() == QUESTIONS && Instant.now().isBefore(end);
  }

  private Optional<Known> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Known.class));
    } catch (JsonProcessingException e) {
      LOG.info("{} is of another version and is made anew: {}", file, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private void write(Known known) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, JSON.writeValueAsString(known));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
