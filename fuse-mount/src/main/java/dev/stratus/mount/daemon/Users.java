package dev.stratus.mount.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that keep a mount busy, as far as this user may see them. */
public final class Users {

  private static final Path PROC = Path.of("/proc");

  /** Enough to know where to look. */
  private static final int NAMED = 5;

  private Users() {}

  /**
   * Those that stand in a mount or have a file of it open, as {@code vim (process 17)}.
   *
   * <p>Only links in {@code /proc} are read, so that the mount itself is never asked.
   */
  public static List<String> of(Path mountPoint) throws IOException {
    List<String> users = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (users.size() < NAMED && uses(process, mountPoint)) {
          users.add(name(process) + " (process " + process.getFileName() + ")");
        }
      }
    }
    return users;
  }

  private static boolean uses(Path process, Path mountPoint) {
    if (isBelow(process.resolve("cwd"), mountPoint)
        || isBelow(process.resolve("root"), mountPoint)) {
      return true;
    }
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isBelow(descriptor, mountPoint)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // gone meanwhile, or somebody else's
    }
  }

  private static boolean isBelow(Path link, Path mountPoint) {
    try {
      return Files.readSymbolicLink(link).startsWith(mountPoint);
    } catch (IOException e) {
      return false; // gone meanwhile, or somebody else's
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "a program"; // gone meanwhile
    }
  }
}
