package dev.stratus.sync.core;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.StateRow;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the files and links below a directory in the order of their paths' components, and can go
 * on after any path, whether that is still there or not. Not thread safe.
 */
final class StateWalk {

  /** A name that is no directory's, with its path. */
  record Step(String path, StateRow row) {}

  /** A directory of which some names were seen. */
  private static final class Level {
    private final String path;
    private final long inode;
    private final Deque<StateRow> page = new ArrayDeque<>();
    private String after;
    private boolean isLast;

    Level(String path, long inode, String after) {
      this.path = path;
      this.inode = inode;
      this.after = after;
    }

    String below(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }

  private static final int PAGE = 1000;

  private final Index index;
  private final RemoteKnowledge remote;
  private final Deque<Level> levels = new ArrayDeque<>();

  /**
   * A walk below a directory.
   *
   * @param after where a former walk had come to, or null
   */
  StateWalk(
      Index index, RemoteKnowledge remote, String path, Inode directory, @Nullable String after)
      throws FsException {
    this.index = index;
    this.remote = remote;
    remote.requireListed(directory);
    levels.push(new Level(path, directory.id(), ""));
    if (after != null && (path.isEmpty() || after.startsWith(path + "/"))) {
      goOnAfter(path.isEmpty() ? after : after.substring(path.length() + 1));
    }
  }

  private void goOnAfter(String relative) throws FsException {
    for (String name : List.of(relative.split("/", -1))) {
      Level level = levels.element();
      level.after = name;
      Optional<Inode> next = Optional.empty();
      var entry = index.entry(level.inode, name);
      if (entry.isPresent()) {
        next = index.inode(entry.get().inode()).filter(Inode::isDirectory);
      }
      if (next.isEmpty()) {
        return;
      }
      levels.push(new Level(level.below(name), next.get().id(), ""));
    }
  }

  /** The next one, or nothing at the end. */
  Optional<Step> next() throws FsException {
    while (!levels.isEmpty()) {
      Level level = levels.element();
      if (level.page.isEmpty() && !turnPage(level)) {
        levels.pop();
        continue;
      }
      StateRow row = level.page.remove();
      String path = level.below(row.entry().name());
      if (!FileMode.isDirectory(row.mode())) {
        return Optional.of(new Step(path, row));
      }
      enter(path, row);
    }
    return Optional.empty();
  }

  private boolean turnPage(Level level) throws FsException {
    if (level.isLast) {
      return false;
    }
    String after = level.after;
    level.page.addAll(index.read(tables -> tables.entries().states(level.inode, after, PAGE)));
    level.isLast = level.page.size() < PAGE;
    if (!level.page.isEmpty()) {
      level.after = level.page.getLast().entry().name();
    }
    return !level.page.isEmpty();
  }

  private void enter(String path, StateRow row) throws FsException {
    long inode = row.entry().inode();
    if (!row.isListed()) {
      Optional<Inode> directory = index.inode(inode);
      if (directory.isPresent()) {
        remote.requireListed(directory.get());
      }
    }
    levels.push(new Level(path, inode, ""));
  }
}
