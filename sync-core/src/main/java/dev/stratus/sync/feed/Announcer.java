package dev.stratus.sync.feed;

import dev.stratus.sync.index.NamedChange;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Turns what the index did into what is announced: a new file when it is first closed, whatever
 * happened to it before; the changes of an open file when its last writer closes it; nothing of
 * names that are found when a directory is first listed. Used by one thread.
 */
final class Announcer {

  private final BooleanSupplier allListed;

  /** Paths of files that were made and not closed yet. */
  private final Map<Long, String> fresh = new HashMap<>();

  /** What was held back of files that are open for writing, by inode: each of their names once. */
  private final Map<Long, Map<String, FileChange>> held = new HashMap<>();

  /**
   * @param allListed whether all names of the bucket were seen: one that is found now is new
   */
  Announcer(BooleanSupplier allListed) {
    this.allListed = allListed;
  }

  /**
   * @param open whether a program had the file open for writing when it happened
   */
  List<FileChange> of(NamedChange change, boolean open) {
    return switch (change.kind()) {
      case ADDED -> added(change);
      case CHANGED -> changed(change, open);
      case REMOVED -> removed(change);
      case MOVED -> moved(change);
    };
  }

  private List<FileChange> added(NamedChange change) {
    if (change.discovered() && !allListed.getAsBoolean()) {
      return List.of();
    }
    if (change.begun()) {
      fresh.put(change.inode(), change.path());
      return List.of();
    }
    return List.of(FileChange.of(FileChange.Type.ADDED, change.path(), change.directory()));
  }

  private List<FileChange> changed(NamedChange change, boolean open) {
    if (fresh.containsKey(change.inode())) {
      return List.of();
    }
    FileChange modified =
        FileChange.of(FileChange.Type.MODIFIED, change.path(), change.directory());
    if (!open) {
      return List.of(modified);
    }
    held.computeIfAbsent(change.inode(), inode -> new LinkedHashMap<>())
        .put(change.path(), modified);
    return List.of();
  }

  private List<FileChange> removed(NamedChange change) {
    if (fresh.remove(change.inode(), change.path())) {
      return List.of();
    }
    Map<String, FileChange> names = held.get(change.inode());
    if (names != null && names.remove(change.path()) != null && names.isEmpty()) {
      held.remove(change.inode());
    }
    return List.of(FileChange.of(FileChange.Type.DELETED, change.path(), change.directory()));
  }

  private List<FileChange> moved(NamedChange change) {
    String from = change.from();
    if (from == null || fresh.replace(change.inode(), from, change.path())) {
      return List.of();
    }
    if (change.directory()) {
      fresh.replaceAll((inode, path) -> movedPath(path, from, change.path()));
    }
    held.values().forEach(names -> follow(names, from, change.path()));
    return List.of(
        new FileChange(FileChange.Type.RENAMED, change.path(), from, change.directory()));
  }

  private static void follow(Map<String, FileChange> names, String from, String to) {
    Map<String, FileChange> moved = new LinkedHashMap<>();
    for (Iterator<String> paths = names.keySet().iterator(); paths.hasNext(); ) {
      String path = paths.next();
      String now = movedPath(path, from, to);
      if (!now.equals(path)) {
        paths.remove();
        moved.put(now, FileChange.of(FileChange.Type.MODIFIED, now, false));
      }
    }
    names.putAll(moved);
  }

  private static String movedPath(String path, String from, String to) {
    boolean below = path.equals(from) || path.startsWith(from + "/");
    return below ? to + path.substring(from.length()) : path;
  }

  /**
   * A program closed a file that it could write to.
   *
   * @param open whether another one had it open for writing then
   */
  List<FileChange> closed(long inode, boolean open) {
    String path = fresh.remove(inode);
    if (path != null) {
      return List.of(FileChange.of(FileChange.Type.ADDED, path, false));
    }
    if (open) {
      return List.of();
    }
    Map<String, FileChange> names = held.remove(inode);
    return names == null ? List.of() : List.copyOf(names.values());
  }

  void clear() {
    fresh.clear();
    held.clear();
  }
}
