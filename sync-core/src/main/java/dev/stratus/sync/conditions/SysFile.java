package dev.stratus.sync.conditions;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the small files of {@code /sys}: a driver that does not answer is a file that is not. */
final class SysFile {

  private static final Logger log = LoggerFactory.getLogger(SysFile.class);

  private SysFile() {}

  static Optional<String> text(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      log.debug("{} does not answer: {}", file, e.toString());
      return Optional.empty();
    }
  }

  static Optional<Long> number(Path file) {
    return text(file).filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
  }

  /** What in a directory has a name of some form; nothing where there is no such directory. */
  static List<Path> list(Path directory, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, glob)) {
        paths.forEach(found::add);
      } catch (IOException e) {
        log.debug("{} does not answer: {}", directory, e.toString());
      }
    }
    return found;
  }
}
