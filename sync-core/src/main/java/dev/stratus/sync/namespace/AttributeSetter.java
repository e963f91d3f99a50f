package dev.stratus.sync.namespace;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Changes attributes that travel as metadata: mode, owner, times, xattrs. */
public final class AttributeSetter {

  /** What changes; empty leaves a thing as it is. Times in nanoseconds since 1970. */
  public record Change(
      OptionalInt mode, OptionalInt uid, OptionalInt gid, OptionalLong atime, OptionalLong mtime) {}

  /** A change of one inode's xattrs inside a change of the index. */
  @FunctionalInterface
  public interface XattrChange {
    void apply(IndexChange change, Inode inode) throws FsException;
  }

  private final Index index;
  private final Clocks clocks;

  public AttributeSetter(Index index, Clocks clocks) {
    this.index = index;
    this.clocks = clocks;
  }

  public Inode set(long inode, Change wanted) throws FsException {
    return index.change(
        change -> {
          Inode row = change.require(inode);
          Inode.Edit next = row.edit();
          wanted
              .mode()
              .ifPresent(
                  mode ->
                      next.mode((row.mode() & FileMode.TYPE_MASK) | (mode & FileMode.PERMISSIONS)));
          next.owner(wanted.uid().orElse(row.uid()), wanted.gid().orElse(row.gid()));
          wanted.atime().ifPresent(next::atime);
          wanted.mtime().ifPresent(next::mtime);
          return touched(change, next);
        });
  }

  /** Changes xattrs, which is a change of attributes like any other. */
  public Inode setXattrs(long inode, XattrChange wanted) throws FsException {
    return index.change(
        change -> {
          Inode row = change.require(inode);
          wanted.apply(change, row);
          return touched(change, row.edit());
        });
  }

  private Inode touched(IndexChange change, Inode.Edit next) throws FsException {
    Inode row = next.done();
    Inode.Edit touched = row.edit().ctime(clocks.now()).nextMetaGeneration();
    Inode done = change.put(touched.explicit(row.isDirectory()).done());
    change.markPendingNames(done.id());
    return done;
  }
}
