package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.namespace.Clocks;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Changes sizes, modes, owners and times. */
final class AttributeChanges {

  private final Looks looks;
  private final Contents contents;
  private final AttributeSetter setter;
  private final Clocks clocks;

  AttributeChanges(Looks looks, Contents contents, AttributeSetter setter, Clocks clocks) {
    this.looks = looks;
    this.contents = contents;
    this.setter = setter;
    this.clocks = clocks;
  }

  void apply(InodeId id, AttributeChange change) throws FsException {
    Inode inode = looks.inode(id);
    if (change.size() != null) {
      requireRegular(inode);
      contents.truncate(id, change.size());
    }
    OptionalLong atime = time(change.atime());
    OptionalLong mtime = time(change.mtime());
    if (inode.isRegular() && mtime.isPresent()) {
      contents.settle(id);
    }
    if (change.mode() != null
        || change.uid() != null
        || change.gid() != null
        || atime.isPresent()
        || mtime.isPresent()) {
      OptionalInt mode = optional(change.mode());
      setter.set(
          id.value(),
          new AttributeSetter.Change(
              mode, optional(change.uid()), optional(change.gid()), atime, mtime));
    }
    if (inode.isRegular() && mtime.isPresent()) {
      contents.mtimeSet(id, mtime.getAsLong());
    }
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private OptionalLong time(TimeChange change) {
    if (change instanceof TimeChange.At at) {
      return OptionalLong.of(at.nanos());
    }
    return change instanceof TimeChange.Now
        ? OptionalLong.of(clocks.nanos().getAsLong())
        : OptionalLong.empty();
  }

  static void requireRegular(Inode inode) throws FsException {
    if (inode.isDirectory()) {
      throw new FsException(FsFailure.IS_A_DIRECTORY, inode + " is a directory");
    }
    if (!inode.isRegular()) {
      throw new FsException(FsFailure.INVALID, inode + " has no bytes");
    }
  }
}
