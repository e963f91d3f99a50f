package dev.stratus.sync.remote;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects without which bytes of a living inode would be nowhere. */
public final class LastPlace {

  private LastPlace() {}

  /** Whether the index, also after a crash, knows every byte to be here. */
  public static boolean isHere(Inode inode) {
    return inode.isSymlink() ? !inode.targetUnknown() : inode.baseLimit() == 0;
  }

  /**
   * Whether bytes of a living inode are in this object and nowhere else. An object that nobody
   * wants is no other place: it may be deleted at the same time.
   */
  public static boolean isOnlyPlace(IndexChange change, CloudObject object) throws FsException {
    Optional<Inode> owner = change.inode(object.inode());
    if (owner.isEmpty() || isHere(owner.get()) || !isBase(owner.get(), object)) {
      return false;
    }
    for (CloudObject other : change.tables().objects().ofInode(object.inode())) {
      if (!other.key().equals(object.key())
          && other.entry() != null
          && isBase(owner.get(), other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether bytes of a file are not here, and in no object as far as the index knows. */
  public static boolean isNowhere(Tables tables, long id) throws FsException {
    Optional<Inode> inode = tables.inodes().get(id).filter(row -> !row.isDirectory());
    if (inode.isEmpty() || isHere(inode.get())) {
      return false;
    }
    for (CloudObject object : tables.objects().ofInode(id)) {
      if (isBase(inode.get(), object)) {
        return false;
      }
    }
    return true;
  }

  /**
   * An object of another file that has the very bytes which an inode had when it was clean. Looks
   * at every row: not for changes.
   */
  public static Optional<CloudObject> twin(Tables tables, Inode inode) throws FsException {
    for (Inode other : tables.inodes().withContent(inode.contentId(), inode.size())) {
      Optional<CloudObject> object = twin(tables, inode, other.id());
      if (object.isPresent()) {
        return object;
      }
    }
    return Optional.empty();
  }

  /** The same, if one certain other inode has them. */
  public static Optional<CloudObject> twin(Tables tables, Inode inode, long candidate)
      throws FsException {
    Optional<Inode> other =
        tables
            .inodes()
            .get(candidate)
            .filter(row -> row.id() != inode.id() && row.size() == inode.size())
            .filter(row -> row.contentId().equals(inode.contentId()));
    if (other.isPresent()) {
      for (CloudObject object : tables.objects().ofInode(candidate)) {
        if (object.entry() != null
            && object.contentGeneration() == other.get().contentGeneration()) {
          return Optional.of(object);
        }
      }
    }
    return Optional.empty();
  }

  /** Generation 0 is that of an object on which nobody counts. */
  private static boolean isBase(Inode inode, CloudObject object) {
    long base = inode.isSymlink() ? inode.contentGeneration() : inode.baseGeneration();
    return base != 0 && object.contentGeneration() == base;
  }

  /**
   * The names that could never be read again without an object, its own not among them: they go
   * with it, unless something was written here.
   *
   * @return empty if the cloud may have got the bytes from one of them meanwhile
   */
  static Optional<List<Entry>> dependents(IndexChange change, CloudObject object)
      throws FsException {
    List<Entry> found = new ArrayList<>();
    if (!isOnlyPlace(change, object)
        || object.contentGeneration() != change.require(object.inode()).contentGeneration()) {
      return Optional.of(found);
    }
    for (Entry name : change.tables().entries().ofInode(object.inode())) {
      boolean own = Long.valueOf(name.id()).equals(object.entry());
      if (!own && isUndecided(change, name)) {
        return Optional.empty();
      }
      if (!own) {
        found.add(name);
      }
    }
    return Optional.of(found);
  }

  private static boolean isUndecided(IndexChange change, Entry name) throws FsException {
    Optional<Pending> row = change.tables().pending().get(name.id());
    return (row.isPresent() && row.get().nonce() != null)
        || change.tables().objects().ofEntry(name.id()).isPresent();
  }
}
