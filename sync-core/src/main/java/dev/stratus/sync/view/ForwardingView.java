package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import java.nio.ByteBuffer;
import java.util.List;

/** A view that leaves everything to another one, for those that change a little of it. */
public abstract class ForwardingView implements FileSystemView {

  private final FileSystemView view;

  protected ForwardingView(FileSystemView view) {
    this.view = view;
  }

  @Override
  public Attributes lookup(InodeId directory, Name name) throws FsException {
    return view.lookup(directory, name);
  }

  @Override
  public Attributes getattr(InodeId inode) throws FsException {
    return view.getattr(inode);
  }

  @Override
  public Attributes setattr(InodeId inode, AttributeChange change) throws FsException {
    return view.setattr(inode, change);
  }

  @Override
  public List<DirectoryEntry> readdir(InodeId directory, long cookie, int limit)
      throws FsException {
    return view.readdir(directory, cookie, limit);
  }

  @Override
  public Created create(InodeId directory, Name name, int mode, OpenMode open, Caller caller)
      throws FsException {
    return view.create(directory, name, mode, open, caller);
  }

  @Override
  public Attributes mkdir(InodeId directory, Name name, int mode, Caller caller)
      throws FsException {
    return view.mkdir(directory, name, mode, caller);
  }

  @Override
  public Attributes mknod(InodeId directory, Name name, int mode, long rdev, Caller caller)
      throws FsException {
    return view.mknod(directory, name, mode, rdev, caller);
  }

  @Override
  public Attributes symlink(InodeId directory, Name name, String target, Caller caller)
      throws FsException {
    return view.symlink(directory, name, target, caller);
  }

  @Override
  public String readlink(InodeId link) throws FsException {
    return view.readlink(link);
  }

  @Override
  public Attributes link(InodeId inode, InodeId directory, Name name) throws FsException {
    return view.link(inode, directory, name);
  }

  @Override
  public void unlink(InodeId directory, Name name) throws FsException {
    view.unlink(directory, name);
  }

  @Override
  public void rmdir(InodeId directory, Name name) throws FsException {
    view.rmdir(directory, name);
  }

  @Override
  public void rename(
      InodeId fromDirectory, Name fromName, InodeId toDirectory, Name toName, RenameMode mode)
      throws FsException {
    view.rename(fromDirectory, fromName, toDirectory, toName, mode);
  }

  @Override
  public Handle open(InodeId inode, OpenMode mode) throws FsException {
    return view.open(inode, mode);
  }

  @Override
  public InodeId inodeOf(Handle handle) throws FsException {
    return view.inodeOf(handle);
  }

  @Override
  public long contentVersion(Handle handle) throws FsException {
    return view.contentVersion(handle);
  }

  @Override
  public int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    return view.read(handle, target, offset);
  }

  @Override
  public int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    return view.write(handle, source, offset);
  }

  @Override
  public int append(Handle handle, ByteBuffer source) throws FsException {
    return view.append(handle, source);
  }

  @Override
  public void flush(Handle handle) throws FsException {
    view.flush(handle);
  }

  @Override
  public void release(Handle handle) throws FsException {
    view.release(handle);
  }

  @Override
  public void fsync(Handle handle, boolean dataOnly) throws FsException {
    view.fsync(handle, dataOnly);
  }

  @Override
  public void fsyncDirectory(InodeId directory) throws FsException {
    view.fsyncDirectory(directory);
  }

  @Override
  public FileSystemStatistics statfs() throws FsException {
    return view.statfs();
  }

  @Override
  public byte[] getxattr(InodeId inode, String name) throws FsException {
    return view.getxattr(inode, name);
  }

  @Override
  public void setxattr(InodeId inode, String name, byte[] value, XattrMode mode)
      throws FsException {
    view.setxattr(inode, name, value, mode);
  }

  @Override
  public List<String> listxattr(InodeId inode) throws FsException {
    return view.listxattr(inode);
  }

  @Override
  public void removexattr(InodeId inode, String name) throws FsException {
    view.removexattr(inode, name);
  }

  @Override
  public void access(InodeId inode, int mask, Caller caller) throws FsException {
    view.access(inode, mask, caller);
  }

  @Override
  public void fallocate(Handle handle, Allocation allocation, long offset, long length)
      throws FsException {
    view.fallocate(handle, allocation, offset, length);
  }

  @Override
  public long lseek(Handle handle, long offset, SeekTarget target) throws FsException {
    return view.lseek(handle, offset, target);
  }
}
