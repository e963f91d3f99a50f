package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes mounts away with fusermount, which works for every user. */
public final class Unmounter {

  private static final Logger LOG = LoggerFactory.getLogger(Unmounter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> DIRECTORIES = List.of("/bin", "/usr/bin", "/usr/local/bin");
  private static final List<String> PROGRAMS = List.of("fusermount", "fusermount3");

  private Unmounter() {}

  /**
   * Unmounts a folder: in order, or, when programs use it, lazily.
   *
   * @return false when it is mounted still
   */
  public static boolean unmount(Path mountPoint) throws IOException, InterruptedException {
    if (detach(mountPoint, false)) {
      return true;
    }
    LOG.warn("{} is in use; it is unmounted when the last program lets go of it", mountPoint);
    return detach(mountPoint, true);
  }

  /**
   * Unmounts a folder once; one that is not mounted is no error.
   *
   * @param lazily also when programs use it: it disappears, and they keep what they have open
   * @return false when it is mounted still
   */
  public static boolean detach(Path mountPoint, boolean lazily)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program(), "-u"));
    if (lazily) {
      words.add("-z");
    }
    words.add("--");
    words.add(mountPoint.toString());
    Command.Outcome outcome = Command.run(PATIENCE, words);
    if (!outcome.succeeded() && MountTable.at(mountPoint).isPresent()) {
      LOG.debug("{}: {}", words, outcome.output());
      return false;
    }
    return true;
  }

  private static String program() throws MountException {
    for (String program : PROGRAMS) {
      for (String directory : DIRECTORIES) {
        Path path = Path.of(directory, program);
        if (Files.isExecutable(path)) {
          return path.toString();
        }
      }
    }
    throw new MountException("there is no fusermount; install the package fuse3 or fuse");
  }
}
