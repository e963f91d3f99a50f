package dev.stratus.mount.engine;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One inode of a {@link MemoryView}. */
final class MemoryNode {

  /** A name in a directory. */
  record Child(Name name, MemoryNode node, long cookie) {}

  final InodeId id;
  volatile int mode;
  volatile int uid;
  volatile int gid;
  final AtomicInteger links = new AtomicInteger(1);
  volatile long atime = now();
  volatile long mtime = now();
  volatile long ctime = now();
  volatile String target = "";
  long rdev;
  final MemoryFile file = new MemoryFile();
  final Map<Name, Child> children = new ConcurrentHashMap<>();
  final TreeMap<Long, Child> order = new TreeMap<>();
  final Map<String, byte[]> xattrs = new ConcurrentHashMap<>();

  MemoryNode(InodeId id, int mode, Caller owner) {
    this.id = id;
    this.mode = mode;
    this.uid = owner.uid();
    this.gid = owner.gid();
  }

  static long now() {
    Instant instant = Instant.now();
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  boolean isDirectory() {
    return FileMode.isDirectory(mode);
  }

  long size() {
    return FileMode.isSymlink(mode) ? target.length() : file.size();
  }

  void changed() {
    mtime = now();
    ctime = mtime;
  }

  Attributes attributes() {
    long size = size();
    long blocks = (size + 511) / 512;
    int names = isDirectory() ? 2 : links.get();
    return new Attributes(id, mode, names, uid, gid, rdev, size, blocks, atime, mtime, ctime);
  }
}
