package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The directory under a mount: where it really is, and whether it will do. */
public final class MountPoint {

  private static final Path DEVICE = Path.of("/dev/fuse");

  private MountPoint() {}

  /**
   * Clears what is stale and refuses what cannot work.
   *
   * @return the path without links, as the mount table will show it
   * @throws MountException with the sentence for the user
   */
  public static Path prepare(Path given) throws MountException {
    try {
      Path path = resolve(given);
      StaleMount.clear(path);
      check(path);
      return path.toRealPath();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MountException("interrupted while looking at " + given, e);
    } catch (MountException e) {
      throw e;
    } catch (IOException e) {
      throw new MountException("cannot use " + given + " as a mount point: " + e.getMessage(), e);
    }
  }

  /** The last component may be a stale mount, which cannot even be looked at. */
  private static Path resolve(Path given) throws IOException {
    Path path = given.toAbsolutePath().normalize();
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null) {
      throw new MountException("/ cannot be a mount point; choose a directory below it");
    }
    if (!Files.isDirectory(parent)) {
      throw new MountException(
          "mount point " + path + " does not exist; make it with: mkdir -p " + path);
    }
    if (Files.isSymbolicLink(path)) {
      return path.toRealPath();
    }
    return parent.toRealPath().resolve(name);
  }

  private static void check(Path path) throws IOException {
    if (!Files.exists(DEVICE)) {
      throw new MountException(
          "there is no /dev/fuse; load the kernel module with: modprobe fuse (in a container, start"
              + " it with: --device /dev/fuse --cap-add SYS_ADMIN)");
    }
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      throw new MountException(
          "/dev/fuse is closed to this user; open it with: sudo chmod 666 /dev/fuse");
    }
    if (!Files.exists(path)) {
      throw new MountException(
          "mount point " + path + " does not exist; make it with: mkdir -p " + path);
    }
    if (!Files.isDirectory(path)) {
      throw new MountException("mount point " + path + " is not a directory");
    }
    Optional<MountTable.Entry> mounted = MountTable.at(path);
    if (mounted.isPresent()) {
      throw new MountException(busy(path, mounted.get()));
    }
    checkEmpty(path);
  }

  private static String busy(Path path, MountTable.Entry mounted) {
    return mounted.type().equals("fuse." + MountOptions.SUBTYPE)
        ? path + " is a Stratus mount already; 'stratus unmount " + path + "' ends it"
        : path
            + " is busy: "
            + mounted.type()
            + " is mounted there; unmount it or choose another directory";
  }

  private static void checkEmpty(Path path) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      if (entries.iterator().hasNext()) {
        throw new MountException(
            "mount point " + path + " is not empty; choose an empty directory");
      }
    }
  }

  /**
   * Tells whether a fresh mount is there and answers.
   *
   * @throws MountException if it does not
   */
  public static void probe(Path path) throws MountException {
    try {
      if (MountTable.at(path).isEmpty()) {
        throw new MountException("the mount at " + path + " did not appear in the mount table");
      }
      MountProbe.Answer answer = MountProbe.ask(path);
      if (answer != MountProbe.Answer.ALIVE) {
        throw new MountException("the mount at " + path + " does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MountException("interrupted while waiting for the mount at " + path, e);
    } catch (MountException e) {
      throw e;
    } catch (IOException e) {
      throw new MountException("cannot probe the mount at " + path + ": " + e.getMessage(), e);
    }
  }
}
