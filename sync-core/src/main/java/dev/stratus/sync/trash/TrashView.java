package dev.stratus.sync.trash;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Allocation;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.CloudAttributes;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.ForwardingView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.SeekTarget;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The folder with the trash in it: {@code .trash} at its root, which no listing shows. What is in
 * it can be read and removed; renamed out of it, or with its attribute {@code user.cloud.recycle}
 * set to 0, a file comes back; renamed into it, it is recycled. A {@code .trash} that the bucket
 * has is shown in its stead.
 */
public final class TrashView extends ForwardingView {

  private static final String RECYCLE = CloudAttributes.PREFIX + "recycle";

  /** Moves a file of the folder to the trash. */
  @FunctionalInterface
  public interface Recycler {
    void recycle(InodeId file) throws FsException;
  }

  private final FileSystemView view;
  private final Trash trash;
  private final TrashDirectory directory;
  private final TrashReturn back;
  private final Recycler recycler;
  private final TrashHandles handles = new TrashHandles();

  /**
   * @param plain the look of files of which none is known; their owner is the trash's
   */
  public TrashView(
      FileSystemView view, Trash trash, Arrivals arrivals, TrashedLook plain, Recycler recycler) {
    super(view);
    this.view = view;
    this.trash = trash;
    this.directory = new TrashDirectory(trash, new Caller(plain.uid(), plain.gid()));
    this.back = new TrashReturn(trash, view, arrivals, plain);
    this.recycler = recycler;
  }

  @Override
  public Attributes lookup(InodeId parent, Name name) throws FsException {
    if (parent.equals(TrashDirectory.INODE)) {
      return directory.file(directory.require(name));
    }
    return isTrash(parent, name) ? directory.directory() : super.lookup(parent, name);
  }

  /** Whether a name is that of the trash, and not of a directory that the bucket has. */
  private boolean isTrash(InodeId parent, Name name) throws FsException {
    if (!parent.equals(InodeId.ROOT) || !name.equals(TrashDirectory.NAME)) {
      return false;
    }
    try {
      view.lookup(parent, name);
      return false;
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  @Override
  public Attributes getattr(InodeId inode) throws FsException {
    return TrashDirectory.has(inode) ? directory.attributes(inode) : super.getattr(inode);
  }

  @Override
  public Attributes setattr(InodeId inode, AttributeChange change) throws FsException {
    requireOutside(inode);
    return super.setattr(inode, change);
  }

  @Override
  public List<DirectoryEntry> readdir(InodeId parent, long cookie, int limit) throws FsException {
    return parent.equals(TrashDirectory.INODE)
        ? directory.list(cookie, limit)
        : super.readdir(parent, cookie, limit);
  }

  @Override
  public Created create(InodeId parent, Name name, int mode, OpenMode open, Caller caller)
      throws FsException {
    requireOutside(parent, name);
    return super.create(parent, name, mode, open, caller);
  }

  @Override
  public Attributes mkdir(InodeId parent, Name name, int mode, Caller caller) throws FsException {
    requireOutside(parent, name);
    return super.mkdir(parent, name, mode, caller);
  }

  @Override
  public Attributes mknod(InodeId parent, Name name, int mode, long rdev, Caller caller)
      throws FsException {
    requireOutside(parent, name);
    return super.mknod(parent, name, mode, rdev, caller);
  }

  @Override
  public Attributes symlink(InodeId parent, Name name, String target, Caller caller)
      throws FsException {
    requireOutside(parent, name);
    return super.symlink(parent, name, target, caller);
  }

  @Override
  public Attributes link(InodeId inode, InodeId parent, Name name) throws FsException {
    requireOutside(inode);
    requireOutside(parent, name);
    return super.link(inode, parent, name);
  }

  @Override
  public void unlink(InodeId parent, Name name) throws FsException {
    if (parent.equals(TrashDirectory.INODE)) {
      trash.remove(directory.require(name));
    } else {
      super.unlink(parent, name);
    }
  }

  @Override
  public void rmdir(InodeId parent, Name name) throws FsException {
    requireOutside(parent, name);
    super.rmdir(parent, name);
  }

  @Override
  public void rename(InodeId from, Name fromName, InodeId to, Name toName, RenameMode mode)
      throws FsException {
    boolean leaves = from.equals(TrashDirectory.INODE);
    boolean comes = to.equals(TrashDirectory.INODE);
    if (leaves == comes) {
      requireOutside(from, fromName);
      requireOutside(to, toName);
      super.rename(from, fromName, to, toName, mode);
    } else if (mode == RenameMode.EXCHANGE) {
      throw refused();
    } else if (leaves) {
      requireOutside(to, toName);
      back.to(directory.require(fromName), to, toName, mode);
    } else {
      recycler.recycle(view.lookup(from, fromName).inode());
    }
  }

  @Override
  public Handle open(InodeId inode, OpenMode mode) throws FsException {
    if (!TrashDirectory.has(inode)) {
      return super.open(inode, mode);
    }
    Trashed entry = directory.require(inode);
    if (mode.mayChange()) {
      throw refused();
    }
    return handles.open(inode, trash.file(entry));
  }

  @Override
  public InodeId inodeOf(Handle handle) throws FsException {
    return TrashHandles.has(handle) ? handles.inode(handle) : super.inodeOf(handle);
  }

  /** What is in the trash stays as it is. */
  @Override
  public long contentVersion(Handle handle) throws FsException {
    return TrashHandles.has(handle) ? 0 : super.contentVersion(handle);
  }

  @Override
  public int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    return TrashHandles.has(handle)
        ? handles.read(handle, target, offset)
        : super.read(handle, target, offset);
  }

  @Override
  public int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    requireOutside(handle);
    return super.write(handle, source, offset);
  }

  @Override
  public int append(Handle handle, ByteBuffer source) throws FsException {
    requireOutside(handle);
    return super.append(handle, source);
  }

  @Override
  public void flush(Handle handle) throws FsException {
    if (!TrashHandles.has(handle)) {
      super.flush(handle);
    }
  }

  @Override
  public void release(Handle handle) throws FsException {
    if (TrashHandles.has(handle)) {
      handles.close(handle);
    } else {
      super.release(handle);
    }
  }

  @Override
  public void fsync(Handle handle, boolean dataOnly) throws FsException {
    if (!TrashHandles.has(handle)) {
      super.fsync(handle, dataOnly);
    }
  }

  @Override
  public byte[] getxattr(InodeId inode, String name) throws FsException {
    if (!TrashDirectory.has(inode)) {
      return super.getxattr(inode, name);
    }
    FsException none = new FsException(FsFailure.NO_DATA, "no attribute " + name);
    if (inode.equals(TrashDirectory.INODE)) {
      throw none;
    }
    return directory.value(directory.require(inode), name).orElseThrow(() -> none);
  }

  @Override
  public void setxattr(InodeId inode, String name, byte[] value, XattrMode mode)
      throws FsException {
    if (!TrashDirectory.has(inode)) {
      super.setxattr(inode, name, value, mode);
      return;
    }
    Trashed entry = directory.require(inode);
    String text = new String(value, StandardCharsets.UTF_8).strip();
    if (!name.equals(RECYCLE)) {
      throw refused();
    }
    switch (text) {
      case "0" -> back.home(entry);
      case "1" -> {} // It is in the trash.
      default -> throw new FsException(FsFailure.INVALID, name + " is set to 0 or 1");
    }
  }

  @Override
  public List<String> listxattr(InodeId inode) throws FsException {
    return TrashDirectory.has(inode) ? List.of() : super.listxattr(inode);
  }

  @Override
  public void removexattr(InodeId inode, String name) throws FsException {
    requireOutside(inode);
    super.removexattr(inode, name);
  }

  /** The kernel knows by its mode that it is its owner's alone. */
  @Override
  public void access(InodeId inode, int mask, Caller caller) throws FsException {
    if (TrashDirectory.has(inode)) {
      directory.attributes(inode);
    } else {
      super.access(inode, mask, caller);
    }
  }

  @Override
  public void fallocate(Handle handle, Allocation allocation, long offset, long length)
      throws FsException {
    requireOutside(handle);
    super.fallocate(handle, allocation, offset, length);
  }

  @Override
  public long lseek(Handle handle, long offset, SeekTarget target) throws FsException {
    requireOutside(handle);
    return super.lseek(handle, offset, target);
  }

  private void requireOutside(InodeId parent, Name name) throws FsException {
    if (TrashDirectory.has(parent) || isTrash(parent, name)) {
      throw refused();
    }
  }

  private static void requireOutside(InodeId inode) throws FsException {
    if (TrashDirectory.has(inode)) {
      throw refused();
    }
  }

  private static void requireOutside(Handle handle) throws FsException {
    if (TrashHandles.has(handle)) {
      throw refused();
    }
  }

  private static FsException refused() {
    return new FsException(
        FsFailure.NOT_PERMITTED, "what is in the trash can only be read, removed or brought back");
  }
}
