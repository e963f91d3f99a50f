package dev.stratus.mount.engine;

import dev.stratus.mount.engine.MemoryNode.Child;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Allocation;
import dev.stratus.sync.view.AttributeChange;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Created;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.FileSystemStatistics;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import dev.stratus.sync.view.RenameMode;
import dev.stratus.sync.view.SeekTarget;
import dev.stratus.sync.view.TimeChange;
import dev.stratus.sync.view.XattrMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A file system in memory: the plainest view that ordinary tools are content with. */
public class MemoryView implements FileSystemView {

  private final Map<Long, MemoryNode> nodes = new ConcurrentHashMap<>();
  private final Map<Long, MemoryNode> handles = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(InodeId.FIRST_FREE);

  public MemoryView() {
    Caller root = new Caller(0, 0);
    add(new MemoryNode(InodeId.ROOT, FileMode.DIRECTORY | 0755, root));
  }

  private MemoryNode add(MemoryNode node) {
    nodes.put(node.id.value(), node);
    return node;
  }

  @Override
  public Attributes lookup(InodeId directory, Name name) throws FsException {
    return child(directory, name).node().attributes();
  }

  @Override
  public Attributes getattr(InodeId inode) throws FsException {
    return node(inode).attributes();
  }

  @Override
  public Attributes setattr(InodeId inode, AttributeChange change) throws FsException {
    MemoryNode node = node(inode);
    if (change.mode() != null) {
      node.mode = (node.mode & FileMode.TYPE_MASK) | change.mode();
    }
    node.uid = change.uid() == null ? node.uid : change.uid();
    node.gid = change.gid() == null ? node.gid : change.gid();
    if (change.size() != null) {
      node.file.resize(change.size());
      node.changed();
    }
    node.atime = time(change.atime(), node.atime);
    node.mtime = time(change.mtime(), node.mtime);
    node.ctime = MemoryNode.now();
    return node.attributes();
  }

  private static long time(TimeChange change, long old) {
    if (change instanceof TimeChange.At at) {
      return at.nanos();
    }
    return change instanceof TimeChange.Now ? MemoryNode.now() : old;
  }

  @Override
  public List<DirectoryEntry> readdir(InodeId directory, long cookie, int limit)
      throws FsException {
    MemoryNode node = directory(directory);
    List<DirectoryEntry> entries = new ArrayList<>();
    if (cookie < 1) {
      entries.add(new DirectoryEntry(".", directory, node.mode, 1));
    }
    if (cookie < 2) {
      entries.add(new DirectoryEntry("..", directory, node.mode, 2));
    }
    synchronized (this) {
      node.order.tailMap(cookie, false).values().stream()
          .limit(limit - entries.size())
          .map(MemoryView::entry)
          .forEach(entries::add);
    }
    return entries;
  }

  private static DirectoryEntry entry(Child child) {
    return new DirectoryEntry(
        child.name().value(), child.node().id, child.node().mode, child.cookie());
  }

  @Override
  public Created create(InodeId directory, Name name, int mode, OpenMode open, Caller caller)
      throws FsException {
    MemoryNode node = make(directory, name, mode, caller);
    return new Created(node.attributes(), open(node.id, open));
  }

  @Override
  public Attributes mkdir(InodeId directory, Name name, int mode, Caller caller)
      throws FsException {
    int permissions = mode & FileMode.PERMISSIONS;
    return make(directory, name, FileMode.DIRECTORY | permissions, caller).attributes();
  }

  @Override
  public Attributes mknod(InodeId directory, Name name, int mode, long rdev, Caller caller)
      throws FsException {
    MemoryNode node = make(directory, name, mode, caller);
    node.rdev = rdev;
    return node.attributes();
  }

  @Override
  public Attributes symlink(InodeId directory, Name name, String target, Caller caller)
      throws FsException {
    MemoryNode node = make(directory, name, FileMode.SYMLINK | 0777, caller);
    node.target = target;
    return node.attributes();
  }

  @Override
  public String readlink(InodeId link) throws FsException {
    return node(link).target;
  }

  @Override
  public synchronized Attributes link(InodeId inode, InodeId directory, Name name)
      throws FsException {
    MemoryNode node = node(inode);
    refuseTaken(directory, name);
    attach(directory, name, node);
    node.links.incrementAndGet();
    return node.attributes();
  }

  private synchronized MemoryNode make(InodeId directory, Name name, int mode, Caller caller)
      throws FsException {
    refuseTaken(directory, name);
    int typed = (mode & FileMode.TYPE_MASK) == 0 ? mode | FileMode.REGULAR : mode;
    MemoryNode node = add(new MemoryNode(new InodeId(numbers.incrementAndGet()), typed, caller));
    attach(directory, name, node);
    return node;
  }

  private void refuseTaken(InodeId directory, Name name) throws FsException {
    if (directory(directory).children.containsKey(name)) {
      throw new FsException(FsFailure.EXISTS, name.value());
    }
  }

  private void attach(InodeId directory, Name name, MemoryNode node) throws FsException {
    MemoryNode parent = directory(directory);
    Child child = new Child(name, node, numbers.incrementAndGet());
    parent.children.put(name, child);
    parent.order.put(child.cookie(), child);
    parent.changed();
  }

  private Child detach(InodeId directory, Name name) throws FsException {
    Child child = child(directory, name);
    MemoryNode parent = directory(directory);
    parent.children.remove(name);
    parent.order.remove(child.cookie());
    parent.changed();
    return child;
  }

  @Override
  public synchronized void unlink(InodeId directory, Name name) throws FsException {
    if (child(directory, name).node().isDirectory()) {
      throw new FsException(FsFailure.IS_A_DIRECTORY, name.value());
    }
    forget(detach(directory, name).node());
  }

  private void forget(MemoryNode node) {
    node.ctime = MemoryNode.now();
    node.links.decrementAndGet();
    sweep(node);
  }

  /** An inode without names lives while it is open. */
  private void sweep(MemoryNode node) {
    if (node.links.get() == 0 && !handles.containsValue(node)) {
      nodes.remove(node.id.value());
    }
  }

  @Override
  public synchronized void rmdir(InodeId directory, Name name) throws FsException {
    MemoryNode node = child(directory, name).node();
    if (!node.isDirectory()) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, name.value());
    }
    if (!node.children.isEmpty()) {
      throw new FsException(FsFailure.DIRECTORY_NOT_EMPTY, name.value());
    }
    detach(directory, name);
    nodes.remove(node.id.value());
  }

  @Override
  public synchronized void rename(
      InodeId fromDirectory, Name fromName, InodeId toDirectory, Name toName, RenameMode mode)
      throws FsException {
    MemoryNode node = child(fromDirectory, fromName).node();
    Child replaced = directory(toDirectory).children.get(toName);
    if (replaced != null) {
      if (replaced.node().isDirectory()) {
        rmdir(toDirectory, toName);
      } else {
        unlink(toDirectory, toName);
      }
    }
    detach(fromDirectory, fromName);
    attach(toDirectory, toName, node);
  }

  @Override
  public Handle open(InodeId inode, OpenMode mode) throws FsException {
    MemoryNode node = node(inode);
    if (mode.truncate()) {
      node.file.resize(0);
      node.changed();
    }
    long handle = numbers.incrementAndGet();
    handles.put(handle, node);
    return new Handle(handle);
  }

  @Override
  public InodeId inodeOf(Handle handle) throws FsException {
    return opened(handle).id;
  }

  @Override
  public long contentVersion(Handle handle) throws FsException {
    return 0;
  }

  @Override
  public int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    return opened(handle).file.read(target, offset);
  }

  @Override
  public int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    MemoryNode node = opened(handle);
    int count = node.file.write(source, offset);
    node.changed();
    return count;
  }

  @Override
  public int append(Handle handle, ByteBuffer source) throws FsException {
    return write(handle, source, opened(handle).file.size());
  }

  @Override
  public void flush(Handle handle) throws FsException {
    opened(handle);
  }

  @Override
  public void release(Handle handle) throws FsException {
    MemoryNode node = opened(handle);
    handles.remove(handle.value());
    sweep(node);
  }

  @Override
  public void fsync(Handle handle, boolean dataOnly) throws FsException {
    opened(handle);
  }

  @Override
  public void fsyncDirectory(InodeId directory) throws FsException {
    directory(directory);
  }

  @Override
  public FileSystemStatistics statfs() {
    return new FileSystemStatistics(4096, 1_000_000, 600_000, 500_000, 100_000, 90_000);
  }

  @Override
  public byte[] getxattr(InodeId inode, String name) throws FsException {
    byte[] value = node(inode).xattrs.get(name);
    if (value == null) {
      throw new FsException(FsFailure.NO_DATA, name);
    }
    return value;
  }

  @Override
  public void setxattr(InodeId inode, String name, byte[] value, XattrMode mode)
      throws FsException {
    boolean exists = node(inode).xattrs.containsKey(name);
    if (mode == XattrMode.CREATE && exists) {
      throw new FsException(FsFailure.EXISTS, name);
    }
    if (mode == XattrMode.REPLACE && !exists) {
      throw new FsException(FsFailure.NO_DATA, name);
    }
    node(inode).xattrs.put(name, value);
  }

  @Override
  public List<String> listxattr(InodeId inode) throws FsException {
    return List.copyOf(node(inode).xattrs.keySet());
  }

  @Override
  public void removexattr(InodeId inode, String name) throws FsException {
    if (node(inode).xattrs.remove(name) == null) {
      throw new FsException(FsFailure.NO_DATA, name);
    }
  }

  @Override
  public void access(InodeId inode, int mask, Caller caller) throws FsException {
    node(inode);
  }

  @Override
  public void fallocate(Handle handle, Allocation allocation, long offset, long length)
      throws FsException {
    MemoryNode node = opened(handle);
    switch (allocation) {
      case EXTEND -> node.file.resize(Math.max(node.file.size(), offset + length));
      case KEEP_SIZE -> node.file.size();
      case PUNCH_HOLE, ZERO_RANGE_KEEP_SIZE ->
          zero(node, offset, Math.min(offset + length, node.file.size()));
      case ZERO_RANGE -> zero(node, offset, offset + length);
    }
  }

  private static void zero(MemoryNode node, long from, long to) {
    if (to > from) {
      node.file.write(ByteBuffer.allocate((int) (to - from)), from);
    }
  }

  @Override
  public long lseek(Handle handle, long offset, SeekTarget target) throws FsException {
    return target == SeekTarget.DATA ? offset : opened(handle).file.size();
  }

  private MemoryNode node(InodeId inode) throws FsException {
    MemoryNode node = nodes.get(inode.value());
    if (node == null) {
      throw new FsException(FsFailure.NOT_FOUND, inode.toString());
    }
    return node;
  }

  private MemoryNode directory(InodeId inode) throws FsException {
    MemoryNode node = node(inode);
    if (!node.isDirectory()) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, inode.toString());
    }
    return node;
  }

  private Child child(InodeId directory, Name name) throws FsException {
    Child child = directory(directory).children.get(name);
    if (child == null) {
      throw new FsException(FsFailure.NOT_FOUND, name.value());
    }
    return child;
  }

  private MemoryNode opened(Handle handle) throws FsException {
    MemoryNode node = handles.get(handle.value());
    if (node == null) {
      throw new FsException(FsFailure.BAD_HANDLE, handle.toString());
    }
    return node;
  }
}
