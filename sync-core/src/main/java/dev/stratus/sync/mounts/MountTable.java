package dev.stratus.sync.mounts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mounts of this process's name space at one moment, in the order they were made. */
public record MountTable(List<MountEntry> entries) {

  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /** Where the mount point stands in a line of mountinfo. */
  private static final int POINT_FIELD = 4;

  public MountTable {
    entries = List.copyOf(entries);
  }

  /** Reads the table as it is now. */
  public static MountTable read() throws IOException {
    return parse(Files.readString(MOUNTINFO));
  }

  static MountTable parse(String mountinfo) {
    List<MountEntry> entries = new ArrayList<>();
    mountinfo.lines().forEach(line -> parseLine(line).ifPresent(entries::add));
    return new MountTable(entries);
  }

  /** The mount that was made exactly here, the topmost if there are several. */
  public Optional<MountEntry> at(Path absolute) {
    Path point = absolute.normalize();
    return entries.stream().filter(entry -> entry.point().equals(point)).reduce((a, b) -> b);
  }

  /** The mount that a path lies in; links are not followed. */
  public Optional<MountEntry> holding(Path absolute) {
    Path path = absolute.normalize();
    return entries.stream()
        .filter(entry -> path.startsWith(entry.point()))
        .reduce((a, b) -> b.point().getNameCount() >= a.point().getNameCount() ? b : a);
  }

  /** {@code id parent dev root point options [tags] - type source super}. */
  private static Optional<MountEntry> parseLine(String line) {
    int separator = line.indexOf(" - ");
    if (separator < 0) {
      return Optional.empty();
    }
    String[] before = line.substring(0, separator).split(" ", -1);
    String[] after = line.substring(separator + 3).split(" ", -1);
    if (before.length <= POINT_FIELD || after.length < 2) {
      return Optional.empty();
    }
    Path point = Path.of(unescape(before[POINT_FIELD]));
    return Optional.of(new MountEntry(point, unescape(after[0]), unescape(after[1])));
  }

  /** The kernel writes blank, tab, newline and backslash as three octal digits. */
  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\' && i + 3 < bytes.length) {
        plain.write(Integer.parseInt(new String(bytes, i + 1, 3, StandardCharsets.US_ASCII), 8));
        i += 3;
      } else {
        plain.write(bytes[i]);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }
}
