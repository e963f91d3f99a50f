package dev.stratus.mount.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is mounted in this process's view of the system. */
final class MountTable {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /**
   * One mount.
   *
   * @param device major and minor number, as {@code 0:42}
   * @param type as {@code ext4} or {@code fuse.stratus}
   */
  record Entry(String device, String mountPoint, String type) {

    boolean isFuse() {
      return type.equals("fuse") || type.startsWith("fuse.") || type.equals("fuseblk");
    }
  }

  private MountTable() {}

  /** The uppermost mount at a path. */
  static Optional<Entry> at(Path mountPoint) throws IOException {
    String wanted = mountPoint.toString();
    return entries(Files.readString(MOUNTINFO, StandardCharsets.UTF_8)).stream()
        .filter(entry -> entry.mountPoint().equals(wanted))
        .reduce((below, above) -> above);
  }

  static List<Entry> entries(String mountinfo) {
    return mountinfo.lines().map(MountTable::entry).flatMap(Optional::stream).toList();
  }

  /** Fields: id, parent, device, root, mount point, options, tags…, "-", type, source, options. */
  private static Optional<Entry> entry(String line) {
    List<String> fields = List.of(line.split(" "));
    int separator = fields.indexOf("-");
    if (separator < 5 || separator + 1 >= fields.size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(fields.get(2), unescape(fields.get(4)), fields.get(separator + 1)));
  }

  /** The kernel writes blank, tab, newline and backslash as octal numbers. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
