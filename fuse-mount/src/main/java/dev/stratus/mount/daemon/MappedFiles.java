package dev.stratus.mount.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a mount that programs have in their memory, as far as this user may see them. */
public final class MappedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(MappedFiles.class);

  private final Path proc;
  private final Path mountPoint;

  MappedFiles(Path proc, Path mountPoint) {
    this.proc = proc;
    this.mountPoint = mountPoint;
  }

  /** Those of this machine. */
  public static MappedFiles below(Path mountPoint) {
    return new MappedFiles(Path.of("/proc"), mountPoint);
  }

  /** Their paths below the mount point. */
  public Set<String> paths() {
    Set<String> found = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        addMaps(found, process.resolve("maps"));
      }
    } catch (IOException e) {
      LOG.debug("The processes cannot be listed: {}", e.toString());
    }
    return found;
  }

  /** A line ends in the path of what is mapped, after five fields: the kernel escapes newlines. */
  private void addMaps(Set<String> found, Path maps) {
    String start = mountPoint + "/";
    try (Stream<String> lines = Files.lines(maps)) {
      lines.forEach(
          line -> {
            int path = line.indexOf(start);
            if (path > 0 && line.charAt(path - 1) == ' ') {
              found.add(line.substring(path + start.length()).replace("\\012", "\n"));
            }
          });
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.debug("{} cannot be read: gone meanwhile, or somebody else's", maps);
    }
  }
}
