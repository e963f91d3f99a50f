package dev.stratus.sync.view;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.ListedEntry;
import dev.stratus.sync.namespace.RemoteKnowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be seen without changing anything: look-ups, attributes, listings. */
final class Looks {

  /** What {@code st_size} of a directory shows, as on ext4. */
  private static final long DIRECTORY_SIZE = 4096;

  private static final long STAT_BLOCK = 512;
  private static final long COOKIE_SELF = 1;
  private static final long COOKIE_PARENT = 2;

  private final Index index;
  private final OpenFiles files;
  private final RemoteKnowledge remote;

  Looks(Index index, OpenFiles files, RemoteKnowledge remote) {
    this.index = index;
    this.files = files;
    this.remote = remote;
  }

  Inode inode(InodeId id) throws FsException {
    Inode inode = index.require(id);
    if (!inode.attributesUnknown()) {
      return inode;
    }
    remote.requireAttributes(inode);
    return index.require(id);
  }

  Inode directory(InodeId id) throws FsException {
    Inode inode = inode(id);
    if (!inode.isDirectory()) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, inode + " is not a directory");
    }
    return inode;
  }

  /** Finds a name; that it is absent is only said of a directory whose names are all known. */
  Optional<Entry> entry(InodeId directory, Name name) throws FsException {
    Inode parent = directory(directory);
    Optional<Entry> entry = index.entry(directory.value(), name.value());
    remote.used(parent);
    if (entry.isPresent() || parent.isListed()) {
      return entry;
    }
    remote.requireListed(parent);
    return index.entry(directory.value(), name.value());
  }

  Attributes lookup(InodeId directory, Name name) throws FsException {
    Optional<Entry> entry = entry(directory, name);
    if (entry.isEmpty()) {
      throw new FsException(FsFailure.NOT_FOUND, "no such name: " + name);
    }
    return attributes(new InodeId(entry.get().inode()));
  }

  Attributes attributes(InodeId id) throws FsException {
    return attributes(inode(id));
  }

  /** Attributes, with what an open file knows better than its row. */
  Attributes attributes(Inode inode) {
    if (!inode.isRegular()) {
      long size = inode.isDirectory() ? DIRECTORY_SIZE : inode.size();
      long blocks = inode.isDirectory() ? DIRECTORY_SIZE / STAT_BLOCK : 0;
      return attributes(inode, size, blocks, inode.mtime(), inode.ctime());
    }
    Live live = files.live(inode.id()).orElse(null);
    if (live == null) {
      long blocks = blocks(inode.size(), inode.cached());
      return attributes(inode, inode.size(), blocks, inode.mtime(), inode.ctime());
    }
    long blocks = blocks(live.size(), live.cached());
    return live.writing()
        ? attributes(
            inode, live.size(), blocks, live.mtime(), Math.max(live.mtime(), inode.ctime()))
        : attributes(inode, inode.size(), blocks, inode.mtime(), inode.ctime());
  }

  /**
   * Units of 512 bytes that are here; never 0 for bytes in the cloud, which tar takes for zeros.
   */
  private static long blocks(long size, long cached) {
    long blocks = (cached + STAT_BLOCK - 1) / STAT_BLOCK;
    return size > 0 ? Math.max(1, blocks) : 0;
  }

  private static Attributes attributes(
      Inode inode, long size, long blocks, long mtime, long ctime) {
    return new Attributes(
        new InodeId(inode.id()),
        inode.mode(),
        inode.nlink(),
        inode.uid(),
        inode.gid(),
        inode.rdev(),
        size,
        blocks,
        inode.atime(),
        mtime,
        ctime);
  }

  List<DirectoryEntry> readdir(InodeId directory, long cookie, int limit) throws FsException {
    Inode parent = directory(directory);
    if (!parent.isListed()) {
      remote.requireListed(parent);
    }
    if (cookie < COOKIE_SELF) {
      remote.used(parent);
    }
    List<DirectoryEntry> found = new ArrayList<>();
    if (cookie < COOKIE_SELF) {
      found.add(new DirectoryEntry(".", directory, parent.mode(), COOKIE_SELF));
    }
    if (cookie < COOKIE_PARENT && found.size() < limit) {
      found.add(new DirectoryEntry("..", parentOf(directory), parent.mode(), COOKIE_PARENT));
    }
    int wanted = limit - found.size();
    long after = Math.max(cookie, COOKIE_PARENT);
    for (ListedEntry listed :
        index.read(tables -> tables.entries().listWithModes(directory.value(), after, wanted))) {
      Entry entry = listed.entry();
      found.add(
          new DirectoryEntry(entry.name(), new InodeId(entry.inode()), listed.mode(), entry.id()));
    }
    return found;
  }

  private InodeId parentOf(InodeId directory) throws FsException {
    return directory.equals(InodeId.ROOT)
        ? InodeId.ROOT
        : index
            .entryOfDirectory(directory.value())
            .map(entry -> new InodeId(entry.parent()))
            .orElse(directory);
  }

  String readlink(InodeId id) throws FsException {
    Inode link = inode(id);
    if (!link.isSymlink()) {
      throw new FsException(FsFailure.INVALID, link + " is no symbolic link");
    }
    if (link.targetUnknown()) {
      remote.requireTarget(link);
    }
    return index
        .read(tables -> tables.attributes().target(link.id()))
        .orElseThrow(() -> new FsException(FsFailure.IO_ERROR, link + " has lost its target"));
  }
}
