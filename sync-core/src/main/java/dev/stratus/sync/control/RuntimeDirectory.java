package dev.stratus.sync.control;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a user's control sockets are: {@code /run/stratus} for root, else {@code
 * $XDG_RUNTIME_DIR/stratus}, else {@code /tmp/stratus-UID}.
 */
public record RuntimeDirectory(Path path) {

  /** Overrides the directory, for tests and containers. */
  public static final String OVERRIDE = "STRATUS_RUNTIME_DIR";

  private static final String SUFFIX = ".sock";

  /** Others pass through to a socket that they know, but see no list. */
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx--x--x");

  /** The directory of a user with these environment variables. */
  public static RuntimeDirectory of(Map<String, String> environment, int uid) {
    String override = environment.getOrDefault(OVERRIDE, "");
    if (!override.isEmpty()) {
      return new RuntimeDirectory(Path.of(override).toAbsolutePath());
    }
    if (uid == 0) {
      return new RuntimeDirectory(Path.of("/run/stratus"));
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return new RuntimeDirectory(
        runtime.isEmpty() ? Path.of("/tmp/stratus-" + uid) : Path.of(runtime, "stratus"));
  }

  /** The uid that this process acts with. */
  public static int currentUid() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  /** The socket of the mount with this ID. */
  public Path socket(String id) {
    return path.resolve(id + SUFFIX);
  }

  /** Makes the directory, and refuses one that somebody else put there first. */
  public void create(int uid) throws IOException {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(MODE));
    } catch (FileAlreadyExistsException e) {
      requireOwn(uid, e);
    } catch (FileSystemException e) {
      throw new ControlException(
          ControlFailure.FAILED,
          path
              + ", where the control socket belongs, cannot be made ("
              + e
              + "); set XDG_RUNTIME_DIR to a directory of your own, or unset it.",
          e);
    }
    Files.setPosixFilePermissions(path, MODE);
  }

  /** The sockets of all daemons here, dead ones too; empty without the directory. */
  public List<Path> sockets() throws IOException {
    List<Path> sockets = new ArrayList<>();
    if (!Files.isDirectory(path)) {
      return sockets;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
      files.forEach(sockets::add);
    }
    sockets.sort(null);
    return sockets;
  }

  private void requireOwn(int uid, FileAlreadyExistsException cause) throws IOException {
    boolean own =
        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
            && Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid);
    if (!own) {
      throw new ControlException(
          ControlFailure.FAILED,
          path + " belongs to somebody else; set XDG_RUNTIME_DIR to a directory of your own.",
          cause);
    }
  }
}
