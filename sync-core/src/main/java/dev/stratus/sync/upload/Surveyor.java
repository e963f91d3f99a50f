package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.IgnoreRules;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.remote.LastPlace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers from the index, inside a change, what the planner needs to know. */
final class Surveyor {

  private final Paths paths;
  private final IgnoreRules ignored;
  private final Halts halts;
  private final Twins twins;

  Surveyor(Paths paths, IgnoreRules ignored, Halts halts, Twins twins) {
    this.paths = paths;
    this.ignored = ignored;
    this.halts = halts;
    this.twins = twins;
  }

  /** What is not to go up for now. */
  Halts halts() {
    return halts;
  }

  /** Who else has what was lost. */
  Twins twins() {
    return twins;
  }

  Situation survey(IndexChange change, Entry entry, Inode inode, boolean openForWriting)
      throws FsException {
    ObjectKey wanted = wanted(entry, inode).orElse(null);
    CloudObject own = change.tables().objects().ofEntry(entry.id()).orElse(null);
    CloudObject occupant =
        wanted == null ? null : change.tables().objects().get(wanted).orElse(null);
    boolean needed =
        occupant != null
            && occupant.inode() != inode.id()
            && LastPlace.isOnlyPlace(change, occupant);
    return new Situation(
        wanted,
        inode,
        own,
        occupant,
        needed,
        source(change, inode, own),
        LastPlace.isHere(inode),
        openForWriting,
        isIgnored(entry, inode));
  }

  private boolean isIgnored(Entry entry, Inode inode) throws FsException {
    return paths.of(entry).flatMap(path -> ignored.match(path, inode.isDirectory())).isPresent();
  }

  /** The key that a name's object should have; empty when nobody can reach the name. */
  Optional<ObjectKey> wanted(Entry entry, Inode inode) throws FsException {
    return paths.keyOf(entry, inode.isDirectory());
  }

  /**
   * Whether a name that waits for its upload will overwrite what is under this key. To delete it
   * first would only leave other clients without the file for a moment.
   */
  boolean isAwaited(IndexChange change, ObjectKey key) throws FsException {
    String path = key.value().substring(paths.prefix().length());
    Optional<Entry> entry = paths.findEntry(path);
    Optional<Inode> inode =
        entry.isPresent() ? change.inode(entry.get().inode()) : Optional.empty();
    return inode.isPresent()
        && change.tables().pending().get(entry.get().id()).isPresent()
        && wanted(entry.get(), inode.get()).equals(Optional.of(key));
  }

  /**
   * The object that has a file's bytes, from which the server can copy them: its own, or, where all
   * places of a clean file's bytes are gone, that of another file with the very same.
   */
  private @Nullable CloudObject source(IndexChange change, Inode inode, @Nullable CloudObject own)
      throws FsException {
    if (inode.isDirectory()) {
      return null;
    }
    if (own != null && own.contentGeneration() == inode.contentGeneration()) {
      return own;
    }
    CloudObject found = null;
    for (CloudObject object : change.tables().objects().ofInode(inode.id())) {
      boolean good = object.contentGeneration() == inode.contentGeneration();
      if (good && (found == null || found.entry() == null)) {
        found = object;
      }
    }
    return found == null ? twins.of(change, inode).orElse(null) : found;
  }
}
