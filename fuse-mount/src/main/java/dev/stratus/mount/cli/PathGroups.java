package dev.stratus.mount.cli;

import dev.stratus.sync.mounts.MountEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths from the command line, by the mount that they lie on. */
final class PathGroups {

  private PathGroups() {}

  static Map<MountEntry, List<String>> of(Daemons daemons, List<String> texts) throws IOException {
    Map<MountEntry, List<String>> groups = new LinkedHashMap<>();
    for (String text : texts) {
      Path path = daemons.absolute(text);
      groups
          .computeIfAbsent(daemons.mountOf(path), mount -> new ArrayList<>())
          .add(path.toString());
    }
    return groups;
  }
}
