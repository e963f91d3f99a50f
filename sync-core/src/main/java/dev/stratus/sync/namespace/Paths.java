package dev.stratus.sync.namespace;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Paths below the mount point, without a leading {@code /}, and the object keys that follow from
 * them: the mount's prefix and the path, with a {@code /} at the end for a directory's marker.
 */
public final class Paths {

  /** Keys below this directory of the bucket are Stratus' own; no folder shows them. */
  public static final String RESERVED = ".stratus";

  /**
   * No folder is so deep: only a damaged index leads in a circle, which must not go on for ever.
   */
  private static final int MAX_DEPTH = 1 << 14;

  private static final String ROOT_MARKER = RESERVED + "/root";

  private final Index index;
  private final String prefix;

  /**
   * @param prefix of every key of the mount: empty, or ending in {@code /}
   */
  public Paths(Index index, String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix must end in '/': " + prefix);
    }
    this.index = index;
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /** The prefix of the keys that are Stratus' own. */
  public String reservedPrefix() {
    return prefix + RESERVED + "/";
  }

  /** The key of the object that carries the attributes of the mount's root. */
  public ObjectKey rootKey() {
    return new ObjectKey(prefix + ROOT_MARKER);
  }

  /** The path of a name; empty for one that is not reached from the root (removed). */
  public Optional<String> of(Entry entry) throws FsException {
    ArrayDeque<String> names = new ArrayDeque<>();
    Optional<Entry> step = Optional.of(entry);
    while (step.isPresent() && names.size() < MAX_DEPTH) {
      names.addFirst(step.get().name());
      long parent = step.get().parent();
      if (parent == InodeId.ROOT.value()) {
        return Optional.of(String.join("/", names));
      }
      step = index.entryOfDirectory(parent);
    }
    return Optional.empty();
  }

  /** The path of a directory: empty string for the root. */
  public Optional<String> ofDirectory(long inode) throws FsException {
    if (inode == InodeId.ROOT.value()) {
      return Optional.of("");
    }
    Optional<Entry> entry = index.entryOfDirectory(inode);
    return entry.isPresent() ? of(entry.get()) : Optional.empty();
  }

  /** The key that the object of a name should have; empty where {@link #of(Entry)} is. */
  public Optional<ObjectKey> keyOf(Entry entry, boolean directory) throws FsException {
    if (entry.inode() == InodeId.ROOT.value()) {
      return Optional.of(rootKey());
    }
    return of(entry).map(path -> new ObjectKey(prefix + path + (directory ? "/" : "")));
  }

  /** The prefix of all keys in a directory. */
  public Optional<String> prefixOf(long directory) throws FsException {
    return ofDirectory(directory).map(path -> path.isEmpty() ? prefix : prefix + path + "/");
  }

  /** Finds what a path leads to, by the index alone; no link is followed. */
  public Optional<Inode> find(String path) throws FsException {
    Optional<Inode> inode = index.inode(InodeId.ROOT.value());
    for (String name : components(path)) {
      Optional<Entry> entry =
          inode.isPresent() ? index.entry(inode.get().id(), name) : Optional.empty();
      inode = entry.isPresent() ? index.inode(entry.get().inode()) : Optional.empty();
    }
    return inode;
  }

  /** Finds the name that a path ends in; empty for the root too. */
  public Optional<Entry> findEntry(String path) throws FsException {
    List<String> names = components(path);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Optional<Inode> directory = find(String.join("/", names.subList(0, names.size() - 1)));
    return directory.isPresent()
        ? index.entry(directory.get().id(), names.get(names.size() - 1))
        : Optional.empty();
  }

  private static List<String> components(String path) {
    return List.of(path.split("/")).stream().filter(name -> !name.isEmpty()).toList();
  }

  /**
   * Tells why a folder cannot show a key (given without the mount's prefix); empty if it can.
   * Reserved keys are neither shown nor reported.
   */
  public static Optional<String> objection(String key) {
    String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    for (String name : path.split("/", -1)) {
      if (!Name.isValid(name)) {
        return Optional.of(
            name.isEmpty() ? "an empty component" : "a component no folder can hold: " + name);
      }
    }
    return Optional.empty();
  }

  /** Tells whether a key (without the mount's prefix) is Stratus' own. */
  public static boolean isReserved(String key) {
    return key.equals(RESERVED) || key.startsWith(RESERVED + "/");
  }

  /** Refuses names at the mount's root that would hide Stratus' own keys. */
  static void requireNotReserved(long directory, Name name) throws FsException {
    if (directory == InodeId.ROOT.value() && name.value().equals(RESERVED)) {
      throw new FsException(FsFailure.NOT_PERMITTED, RESERVED + " is reserved by Stratus");
    }
  }

  /** Refuses to move a directory below itself. */
  static void requireNotBelow(IndexChange change, long directory, long ancestor)
      throws FsException {
    long step = directory;
    for (int depth = 0; step != InodeId.ROOT.value(); depth++) {
      if (step == ancestor || depth > MAX_DEPTH) {
        throw new FsException(FsFailure.INVALID, "a directory cannot move below itself");
      }
      step =
          change.tables().entries().ofInode(step).stream()
              .findFirst()
              .map(Entry::parent)
              .orElse(InodeId.ROOT.value());
    }
  }
}
