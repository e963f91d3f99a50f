package dev.stratus.sync.core;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** The state directory as a crash leaves it: copied while the core is at work. */
final class CrashedState {

  private CrashedState() {}

  static void copy(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
  }
}
