package dev.stratus.mount.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What was answered: files and directories by their paths, as a folder must have them. */
final class Acknowledged {

  /** A file; hard links share one. */
  static final class File {
    byte[] bytes = new byte[0];
    final Map<String, byte[]> xattrs = new TreeMap<>();
  }

  private final Map<String, File> files = new TreeMap<>();
  private final TreeSet<String> directories = new TreeSet<>();

  @Nullable File file(String path) {
    return files.get(path);
  }

  File require(String path) {
    File file = files.get(path);
    if (file == null) {
      throw new IllegalStateException("no file " + path);
    }
    return file;
  }

  boolean isDirectory(String path) {
    return directories.contains(path);
  }

  boolean isFree(String path) {
    return !files.containsKey(path) && !directories.contains(path);
  }

  Collection<String> files() {
    return files.keySet();
  }

  Collection<String> directories() {
    return directories;
  }

  @Nullable String anyFile(Random random) {
    return any(random, files.keySet());
  }

  @Nullable String anyDirectory(Random random) {
    return any(random, directories);
  }

  private static @Nullable String any(Random random, Collection<String> paths) {
    return paths.isEmpty() ? null : new ArrayList<>(paths).get(random.nextInt(paths.size()));
  }

  boolean isEmpty(String directory) {
    return below(files.keySet(), directory).isEmpty() && below(directories, directory).isEmpty();
  }

  private static List<String> below(Collection<String> paths, String directory) {
    return paths.stream().filter(path -> path.startsWith(directory + "/")).toList();
  }

  void put(String path, File file) {
    files.put(path, file);
  }

  void remove(String path) {
    files.remove(path);
    directories.remove(path);
  }

  void mkdir(String path) {
    directories.add(path);
  }

  /** A file replaces what is there; a directory takes everything below it along. */
  void rename(String from, String to) {
    File file = files.remove(from);
    if (file != null) {
      files.put(to, file);
      return;
    }
    directories.remove(from);
    directories.add(to);
    for (String path : below(files.keySet(), from)) {
      files.put(to + path.substring(from.length()), require(path));
      files.remove(path);
    }
    for (String path : below(directories, from)) {
      directories.add(to + path.substring(from.length()));
      directories.remove(path);
    }
  }
}
