package dev.stratus.sync.trash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local copies of files that were deleted in the cloud; the oldest go first. */
public final class Trash {

  private static final Logger log = LoggerFactory.getLogger(Trash.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INFO = ".json";

  /** A directory with more would be slow to read. */
  private static final int MAX_FILES = 10_000;

  /**
   * What may stay.
   *
   * @param age how long
   * @param bytes how many together; 0 for no trash at all
   */
  public record Limits(Duration age, long bytes) {

    /** A month, as other trashes do, and as much as a disk hardly notices. */
    public static Limits defaults() {
      return new Limits(Duration.ofDays(30), 1L << 30);
    }
  }

  /** Moves a local copy. */
  @FunctionalInterface
  public interface Mover {
    void moveTo(Path target) throws FsException;
  }

  /** The form of an entry on the disk; its number is the file's name. */
  private record Info(String path, long size, long deletedMillis, @Nullable TrashedLook look) {}

  private final Path root;
  private final Limits limits;
  private final Clock clock;

  @GuardedBy("this")
  private final TreeMap<Long, Trashed> entries = new TreeMap<>();

  @GuardedBy("this")
  private long bytes;

  private Trash(Path root, Limits limits, Clock clock) {
    this.root = root;
    this.limits = limits;
    this.clock = clock;
  }

  /** Opens the trash, and makes its directory where it is missing. */
  public static Trash open(Path root, Limits limits, Clock clock) throws FsException {
    Trash trash = new Trash(root, limits, clock);
    try {
      Files.createDirectories(root);
      trash.load();
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the trash " + root + " cannot be read", e);
    }
    return trash;
  }

  private synchronized void load() throws IOException {
    for (Path path : paths()) {
      String name = path.getFileName().toString();
      if (name.matches("\\d{1,18}" + INFO)) {
        load(Long.parseLong(name.substring(0, name.length() - INFO.length())));
      }
    }
    for (Path path : paths()) {
      String number = path.getFileName().toString().replace(INFO, "");
      if (!number.matches("\\d{1,18}") || !entries.containsKey(Long.parseLong(number))) {
        PathUtils.delete(path);
      }
    }
  }

  private List<Path> paths() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      return found.toList();
    }
  }

  private synchronized void load(long id) throws IOException {
    try {
      Info info = JSON.readValue(Files.readString(info(id)), Info.class);
      Instant deleted = Instant.ofEpochMilli(info.deletedMillis());
      Trashed found = new Trashed(id, info.path(), info.size(), deleted, info.look());
      if (Files.exists(file(found))) {
        entries.put(id, found);
        bytes += found.size();
      }
    } catch (JsonProcessingException e) {
      log.warn("{} is broken and goes: {}", info(id), e.getOriginalMessage());
    }
  }

  /** Whether so many bytes may be kept at all. */
  public boolean takes(long size) {
    return size <= limits.bytes() && !limits.age().isZero();
  }

  /**
   * Keeps a file's bytes if there is room for them; what is older makes way.
   *
   * @param look what the file has beside its bytes, where that is known
   * @return what is there now; that they cannot be kept is no failure
   */
  public synchronized Optional<Trashed> keep(
      String path, long size, @Nullable TrashedLook look, Mover mover) {
    if (!takes(size)) {
      return Optional.empty();
    }
    makeRoom(size, MAX_FILES - 1);
    long id = Math.max(clock.millis(), entries.isEmpty() ? 0 : entries.lastKey() + 1);
    Trashed kept = new Trashed(id, path, size, clock.instant(), look);
    try {
      Info info = new Info(path, size, kept.deleted().toEpochMilli(), look);
      Files.createDirectory(file(kept).resolveSibling(""));
      mover.moveTo(file(kept));
      Files.writeString(info(id), JSON.writeValueAsString(info));
      entries.put(id, kept);
      bytes += size;
      return Optional.of(kept);
    } catch (IOException e) {
      log.warn("\"{}\" could not be kept in the trash: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  /** Lets an entry survive the death of the machine; its bytes did before it was kept. */
  public void sync(Trashed entry) throws FsException {
    try {
      force(info(entry.id()));
      force(file(entry).resolveSibling(""));
      force(root);
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the trash cannot be synced", e);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Lets go what shares its bytes with a file of the folder: its removal was never finished. To be
   * called when the folder has recovered, before anybody uses it.
   */
  public synchronized void dropUnfinished() throws FsException {
    try {
      for (Trashed entry : new ArrayList<>(entries.values())) {
        if ((int) Files.getAttribute(file(entry), "unix:nlink") > 1) {
          remove(entry);
        }
      }
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "the trash cannot be read", e);
    }
  }

  synchronized Optional<Trashed> find(long id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** What is there, the newest first. */
  public synchronized List<Trashed> list() {
    return new ArrayList<>(entries.descendingMap().values());
  }

  /** How many bytes are there. */
  public synchronized long bytes() {
    return bytes;
  }

  /** How many files are there. */
  public synchronized long count() {
    return entries.size();
  }

  /** Where the bytes of an entry are. */
  public Path file(Trashed entry) {
    String path = entry.path();
    return root.resolve(Long.toString(entry.id()))
        .resolve(path.substring(path.lastIndexOf('/') + 1));
  }

  private Path info(long id) {
    return root.resolve(id + INFO);
  }

  /** Lets go what is too old. */
  public synchronized void clean() {
    Instant oldest = clock.instant().minus(limits.age());
    Optional<Trashed> first = first();
    while (first.isPresent() && first.get().deleted().isBefore(oldest)) {
      remove(first.get());
      first = first();
    }
    makeRoom(0, MAX_FILES);
  }

  private synchronized void makeRoom(long size, int files) {
    Optional<Trashed> first = first();
    while (first.isPresent() && (bytes + size > limits.bytes() || entries.size() > files)) {
      remove(first.get());
      first = first();
    }
  }

  private synchronized Optional<Trashed> first() {
    return Optional.ofNullable(entries.firstEntry()).map(Map.Entry::getValue);
  }

  /** Lets a file go for good. */
  public synchronized void remove(Trashed entry) {
    if (entries.remove(entry.id()) == null) {
      return;
    }
    bytes -= entry.size();
    try {
      Files.deleteIfExists(info(entry.id()));
      Path directory = file(entry).resolveSibling("");
      if (Files.exists(directory)) {
        PathUtils.delete(directory);
      }
    } catch (IOException e) {
      log.warn("{} could not be removed from the trash", entry, e);
    }
  }
}
