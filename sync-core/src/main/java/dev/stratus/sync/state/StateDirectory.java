package dev.stratus.sync.state;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a mount keeps its index, local copies and log; open means locked.
 *
 * <p>It also names the boot of the machine, by which the core's recovery tells a killed process
 * from a machine that went down.
 */
public final class StateDirectory implements AutoCloseable {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final StateLock lock;
  private final String boot;
  private final @Nullable Before before;

  /** How a new directory looked before it was used, to which it can be taken back. */
  private record Before(boolean existed, Set<Path> contents) {}

  private StateDirectory(Path path, StateLock lock, String boot, @Nullable Before before) {
    this.path = path;
    this.lock = lock;
    this.boot = boot;
    this.before = before;
  }

  /**
   * Opens a state directory, and makes it if there is none.
   *
   * @throws StateException if it is in use, belongs to another bucket, is of a newer format, or
   *     lies below a Stratus mount; then nothing was changed
   */
  public static StateDirectory open(Path path, StateIdentity identity) throws StateException {
    try {
      return open(path, identity, Files.readString(BOOT_ID).strip());
    } catch (StateException e) {
      throw e;
    } catch (IOException e) {
      throw new StateException(sentence(path, e), e);
    }
  }

  /** As {@link #open(Path, StateIdentity)}, in a boot of the machine that a test chooses. */
  static StateDirectory open(Path path, StateIdentity identity, String boot) throws IOException {
    StateChecks.refuseBelowMount(path);
    boolean existed = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    Before before = new Before(existed, existed ? StateChecks.contents(path) : Set.of());
    if (!before.contents().contains(path.resolve(StateFile.NAME))) {
      StateChecks.refuseForeign(path, before.contents());
    }
    makePrivate(path);
    return openLocked(path, identity, boot, before);
  }

  private static StateDirectory openLocked(
      Path path, StateIdentity identity, String boot, Before before) throws IOException {
    StateLock lock = StateLock.take(path);
    boolean fresh = !Files.exists(path.resolve(StateFile.NAME));
    Before undone = fresh ? before : null;
    try {
      StateFile file = fresh ? make(path, identity) : StateFile.read(path);
      StateChecks.refuseOther(path, file, identity);
      return new StateDirectory(path, lock, boot, undone);
    } catch (IOException e) {
      lock.close();
      undo(path, undone);
      throw e;
    }
  }

  private static void makePrivate(Path path) throws IOException {
    Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PRIVATE));
    Files.setPosixFilePermissions(path, PRIVATE);
  }

  private static StateFile make(Path path, StateIdentity identity) throws IOException {
    StateFile file = new StateFile(StateFile.FORMAT, identity);
    file.write(path);
    return file;
  }

  public Path path() {
    return path;
  }

  /** The SQLite file of the index. */
  public Path index() {
    return path.resolve("index.db");
  }

  /** The directory of the local copies. */
  public Path content() {
    return path.resolve("content");
  }

  /** Names this run of the machine's kernel. */
  public String boot() {
    return boot;
  }

  /** Frees the directory for the next daemon. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  /**
   * Frees the directory of a mount that did not come about: one that was new is again as it was
   * before, one that was in use before stays as it is.
   */
  public void discardIfNew() throws IOException {
    lock.close();
    undo(path, before);
  }

  private static void undo(Path path, @Nullable Before before) throws IOException {
    if (before == null) {
      return;
    }
    for (Path entry : StateChecks.contents(path)) {
      if (!before.contents().contains(entry)) {
        PathUtils.delete(entry);
      }
    }
    if (!before.existed()) {
      Files.delete(path);
    }
  }

  private static String sentence(Path path, IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    if (reason != null && reason.contains("No space left")) {
      return "The disk of the state directory "
          + path
          + " is full; free some space there, or choose another --state-dir.";
    }
    return "The state directory "
        + path
        + " cannot be used ("
        + e
        + "); choose another with --state-dir.";
  }
}
