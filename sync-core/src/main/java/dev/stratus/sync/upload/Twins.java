package dev.stratus.sync.upload;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.sync.FsException;
import dev.stratus.sync.Memories;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.LastPlace;
import java.util.Optional;

/**
 * Other files with the very bytes of clean files whose own are nowhere any more. To look for one
 * reads all rows of the index, so it is done before a change; what was found is looked at again in
 * it.
 */
final class Twins {

  private static final long NONE = 0;

  /** Of a file that goes before it is decided about nobody forgets the twin. */
  private static final int REMEMBERED = 10_000;

  private final Index index;

  /** By inodes that are being decided about: one inode that may have their bytes, or none. */
  private final Cache<Long, Long> found = Memories.of(REMEMBERED).build();

  Twins(Index index) {
    this.index = index;
  }

  /** Whether a file may have a twin of which nobody has looked yet. */
  boolean isToBeLookedFor(IndexChange change, Inode inode) throws FsException {
    return found.getIfPresent(inode.id()) == null && isLost(change, inode);
  }

  private static boolean isLost(IndexChange change, Inode inode) throws FsException {
    return inode.baseGeneration() == inode.contentGeneration()
        && LastPlace.isNowhere(change.tables(), inode.id());
  }

  /** Looks for one; must not be called inside a change. */
  void lookFor(Inode inode) throws FsException {
    Optional<CloudObject> twin = index.read(tables -> LastPlace.twin(tables, inode));
    found.put(inode.id(), twin.map(CloudObject::inode).orElse(NONE));
  }

  /** The object from which the server can copy a lost file's bytes, if one was found. */
  Optional<CloudObject> of(IndexChange change, Inode inode) throws FsException {
    Long twin = found.getIfPresent(inode.id());
    return twin != null && twin != NONE && isLost(change, inode)
        ? LastPlace.twin(change.tables(), inode, twin)
        : Optional.empty();
  }

  /** It is decided: the next time all may be different. */
  void forget(Inode inode) {
    found.invalidate(inode.id());
  }
}
