package dev.stratus.sync.view;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.NewNode;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The file system over index and content store. */
public final class StratusView implements FileSystemView {

  /**
   * What the view works with.
   *
   * @param readOnly whether every change is refused
   */
  public record Parts(
      Index index,
      ContentStore store,
      OpenFiles files,
      OpenHandles handles,
      RemoteKnowledge remote,
      CloudAttributes cloudAttributes,
      FileActivity activity,
      WriteBarrier barrier,
      WriteRoom room,
      Clocks clocks,
      boolean readOnly) {}

  /** More than any disk has inodes: objects have no such limit. */
  private static final long FILES = 1L << 40;

  private final Parts parts;
  private final Index index;
  private final Looks looks;
  private final Contents contents;
  private final Xattrs xattrs;
  private final NameChanges names;
  private final AttributeChanges attributes;

  public StratusView(Parts parts) {
    this.parts = parts;
    this.index = parts.index();
    this.looks = new Looks(index, parts.files(), parts.remote());
    this.contents = new Contents(parts.files(), parts.handles(), parts.activity(), parts.room());
    this.names = new NameChanges(parts, looks);
    AttributeSetter setter = new AttributeSetter(index, parts.clocks());
    this.attributes = new AttributeChanges(looks, contents, setter, parts.clocks());
    this.xattrs = new Xattrs(index, looks, setter, parts.cloudAttributes());
  }

  @Override
  public Attributes lookup(InodeId directory, Name name) throws FsException {
    return looks.lookup(directory, name);
  }

  @Override
  public Attributes getattr(InodeId inode) throws FsException {
    return looks.attributes(inode);
  }

  @Override
  public Attributes setattr(InodeId id, AttributeChange change) throws FsException {
    requireWritable();
    attributes.apply(id, change);
    return looks.attributes(id);
  }

  @Override
  public List<DirectoryEntry> readdir(InodeId directory, long cookie, int limit)
      throws FsException {
    return looks.readdir(directory, cookie, limit);
  }

  @Override
  public Created create(InodeId directory, Name name, int mode, OpenMode open, Caller caller)
      throws FsException {
    requireWritable();
    Optional<Entry> existing = looks.entry(directory, name);
    while (existing.isPresent()) {
      if (open.exclusive()) {
        throw new FsException(FsFailure.EXISTS, "the name is taken: " + name);
      }
      InodeId inode = new InodeId(existing.get().inode());
      try {
        Handle handle = open(inode, open);
        return new Created(looks.attributes(inode), handle);
      } catch (FsException e) {
        existing = otherThan(existing.get(), directory, name, e);
      }
    }
    int type = FileMode.REGULAR | (mode & FileMode.PERMISSIONS);
    NewNode node = NewNode.opened(type, caller.uid(), caller.gid());
    InodeId made = new InodeId(names.makeAbsent(directory, name, node).id());
    Handle handle = contents.open(made, open.withoutTruncation());
    return new Created(looks.attributes(made), handle);
  }

  /** What has a name now that a file had when it was looked for, and that went meanwhile. */
  private Optional<Entry> otherThan(Entry gone, InodeId directory, Name name, FsException failure)
      throws FsException {
    Optional<Entry> now = looks.entry(directory, name);
    if (failure.failure() != FsFailure.NOT_FOUND || now.equals(Optional.of(gone))) {
      throw failure;
    }
    return now;
  }

  @Override
  public Attributes mkdir(InodeId directory, Name name, int mode, Caller caller)
      throws FsException {
    int type = FileMode.DIRECTORY | (mode & FileMode.PERMISSIONS);
    return make(directory, name, NewNode.of(type, 0, caller.uid(), caller.gid()));
  }

  @Override
  public Attributes mknod(InodeId directory, Name name, int mode, long rdev, Caller caller)
      throws FsException {
    int type = (mode & FileMode.TYPE_MASK) == 0 ? mode | FileMode.REGULAR : mode;
    if (!FileMode.isKnownType(type) || FileMode.isDirectory(type) || FileMode.isSymlink(type)) {
      throw new FsException(FsFailure.INVALID, "mknod makes no file of that type");
    }
    return make(directory, name, NewNode.of(type, rdev, caller.uid(), caller.gid()));
  }

  @Override
  public Attributes symlink(InodeId directory, Name name, String target, Caller caller)
      throws FsException {
    int mode = FileMode.SYMLINK | 0777;
    return make(directory, name, new NewNode(mode, 0, caller.uid(), caller.gid(), target, false));
  }

  private Attributes make(InodeId directory, Name name, NewNode node) throws FsException {
    requireWritable();
    return looks.attributes(names.make(directory, name, node));
  }

  @Override
  public String readlink(InodeId link) throws FsException {
    return looks.readlink(link);
  }

  @Override
  public Attributes link(InodeId inode, InodeId directory, Name name) throws FsException {
    requireWritable();
    return looks.attributes(names.link(inode, directory, name));
  }

  @Override
  public void unlink(InodeId directory, Name name) throws FsException {
    requireWritable();
    names.unlink(directory, name);
  }

  @Override
  public void rmdir(InodeId directory, Name name) throws FsException {
    requireWritable();
    names.rmdir(directory, name);
  }

  @Override
  public void rename(
      InodeId fromDirectory, Name fromName, InodeId toDirectory, Name toName, RenameMode mode)
      throws FsException {
    requireWritable();
    names.rename(fromDirectory, fromName, toDirectory, toName, mode);
  }

  @Override
  public Handle open(InodeId id, OpenMode mode) throws FsException {
    if (mode.mayChange()) {
      requireWritable();
    }
    AttributeChanges.requireRegular(looks.inode(id));
    return contents.open(id, mode);
  }

  @Override
  public InodeId inodeOf(Handle handle) throws FsException {
    return parts.handles().get(handle).inode();
  }

  @Override
  public long contentVersion(Handle handle) throws FsException {
    return parts.handles().get(handle).file().baseGeneration();
  }

  @Override
  public int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    return contents.read(handle, target, offset);
  }

  @Override
  public int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    return contents.write(handle, source, offset);
  }

  @Override
  public int append(Handle handle, ByteBuffer source) throws FsException {
    return contents.append(handle, source);
  }

  @Override
  public void flush(Handle handle) throws FsException {
    contents.flush(handle);
    awaitBarrier(handle);
  }

  @Override
  public void release(Handle handle) throws FsException {
    InodeId id = inodeOf(handle);
    contents.release(handle);
    Optional<Inode> inode = index.inode(id.value());
    inode.ifPresent(names::forget);
  }

  @Override
  public void fsync(Handle handle, boolean dataOnly) throws FsException {
    parts.handles().get(handle).file().sync();
    awaitBarrier(handle);
  }

  private void awaitBarrier(Handle handle) throws FsException {
    OpenHandles.Open open = parts.handles().get(handle);
    if (open.mode().mayChange()) {
      parts.barrier().await(open.file().inode());
    }
  }

  @Override
  public void fsyncDirectory(InodeId directory) throws FsException {
    index.sync();
  }

  @Override
  public FileSystemStatistics statfs() throws FsException {
    ContentStore store = parts.store();
    int block = 4096;
    return new FileSystemStatistics(
        block,
        store.totalBytes() / block,
        store.unallocatedBytes() / block,
        store.freeBytes() / block,
        FILES,
        FILES);
  }

  @Override
  public byte[] getxattr(InodeId inode, String name) throws FsException {
    return xattrs.get(inode, name);
  }

  @Override
  public void setxattr(InodeId inode, String name, byte[] value, XattrMode mode)
      throws FsException {
    if (!name.startsWith(CloudAttributes.PREFIX) || !parts.cloudAttributes().isLocal(name)) {
      requireWritable();
    }
    xattrs.set(inode, name, value, mode);
  }

  @Override
  public List<String> listxattr(InodeId inode) throws FsException {
    return xattrs.list(inode);
  }

  @Override
  public void removexattr(InodeId inode, String name) throws FsException {
    requireWritable();
    xattrs.remove(inode, name);
  }

  @Override
  public void access(InodeId id, int mask, Caller caller) throws FsException {
    Inode inode = looks.inode(id);
    if ((mask & 2) != 0) {
      requireWritable();
    }
    int shift = inode.uid() == caller.uid() ? 6 : inode.gid() == caller.gid() ? 3 : 0;
    boolean anyExecute = (inode.mode() & 0111) != 0 || inode.isDirectory();
    boolean allowed =
        caller.uid() == 0
            ? (mask & 1) == 0 || anyExecute
            : ((inode.mode() >> shift) & mask) == mask;
    if (!allowed) {
      throw new FsException(FsFailure.ACCESS_DENIED, "access to " + inode);
    }
  }

  @Override
  public void fallocate(Handle handle, Allocation allocation, long offset, long length)
      throws FsException {
    contents.fallocate(handle, allocation, offset, length);
  }

  @Override
  public long lseek(Handle handle, long offset, SeekTarget target) throws FsException {
    return contents.lseek(handle, offset, target);
  }

  private void requireWritable() throws FsException {
    if (parts.readOnly()) {
      throw new FsException(FsFailure.READ_ONLY, "the mount is read-only");
    }
  }
}
