package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is not to go up for now: single files, whose rows say so, and first-level directories, in
 * which nothing is deleted in the cloud either.
 */
final class Halts {

  /** Stands for the whole mount. */
  private static final String ALL = "";

  private final Paths paths;
  private volatile Set<String> directories = Set.of();

  Halts(Paths paths) {
    this.paths = paths;
  }

  void set(Set<String> halted) {
    directories = Set.copyOf(halted);
  }

  /** In words, why a name is kept back. */
  static String reason(Inode inode) {
    return inode.isPaused() ? "its upload is paused" : "its sync is stopped";
  }

  boolean covers(Entry entry, Inode inode) throws FsException {
    return inode.isPaused() || covers(entry);
  }

  boolean covers(Entry entry) throws FsException {
    Set<String> halted = directories;
    if (halted.isEmpty() || halted.contains(ALL)) {
      return !halted.isEmpty();
    }
    boolean isRoot = entry.inode() == InodeId.ROOT.value();
    Optional<String> path = isRoot ? Optional.empty() : paths.of(entry);
    return path.filter(own -> halted.contains(first(own))).isPresent();
  }

  boolean covers(String path) {
    Set<String> halted = directories;
    return halted.contains(ALL) || halted.contains(first(path));
  }

  boolean covers(ObjectKey key) {
    return covers(key.value().substring(paths.prefix().length()));
  }

  /** The beginnings of the keys in the halted directories. */
  Set<String> keyPrefixes() {
    Set<String> halted = directories;
    String all = paths.prefix();
    return halted.contains(ALL)
        ? Set.of(all)
        : halted.stream().map(name -> all + name + "/").collect(Collectors.toUnmodifiableSet());
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
