package dev.stratus.sync.check;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.RecoveredName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pieces that repairs of the index are made of; each inside a change. */
final class Mender {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Clocks clocks;

  Mender(Clocks clocks) {
    this.clocks = clocks;
  }

  /** A row for an inode of which only the number is known; with the root's owner. */
  Inode.Edit row(IndexChange change, long id, int mode) throws FsException {
    Inode root = change.require(InodeId.ROOT.value());
    long now = now();
    return Inode.create(id, mode, clocks.uuids().get())
        .owner(root.uid(), root.gid())
        .atime(now)
        .mtime(now)
        .ctime(now)
        .visit(now)
        .contentGeneration(1, clocks.uuids().get());
  }

  /** A directory of which only the number, and maybe names in it, are known. */
  Inode directory(IndexChange change, long id) throws FsException {
    int permissions = change.require(InodeId.ROOT.value()).mode() & FileMode.PERMISSIONS;
    Inode.Edit row = row(change, id, FileMode.DIRECTORY | permissions).explicit(true);
    Inode empty = row.syncedGeneration(1).done();
    return change.putNew(empty.edit().nlink((int) change.tables().audit().linkCount(empty)).done());
  }

  /** A file that is only in the cloud, under the name whose object is known. */
  Inode cloudFile(IndexChange change, Entry entry, CloudObject object) throws FsException {
    Inode file =
        change.putNew(
            row(change, change.newNumber(), FileMode.REGULAR | 0600)
                .size(object.size())
                .mtime(object.modifiedMillis() * NANOS_PER_MILLI)
                .syncedGeneration(1)
                .base(1, object.size())
                .attributesUnknown(true)
                .done());
    change.deleteObject(object.key());
    change.deleteEntry(entry);
    Entry again = change.addEntry(entry.parent(), entry.name(), file.id());
    change.putObject(owned(change, object, again.id(), file));
    return file;
  }

  /** The object as one that has an inode's bytes and attributes as they are. */
  CloudObject owned(IndexChange change, CloudObject object, long entry, Inode inode) {
    return new CloudObject(
        object.key(),
        entry,
        inode.id(),
        object.etag(),
        object.size(),
        object.modifiedMillis(),
        inode.contentGeneration(),
        inode.metaGeneration(),
        change.nextSeq());
  }

  /** The same object, of another name. */
  static CloudObject ofEntry(IndexChange change, CloudObject object, long entry) {
    return new CloudObject(
        object.key(),
        entry,
        object.inode(),
        object.etag(),
        object.size(),
        object.modifiedMillis(),
        object.contentGeneration(),
        object.metaGeneration(),
        change.nextSeq());
  }

  /** Gives an inode a first name. */
  Entry name(IndexChange change, Inode inode, long directory, String name) throws FsException {
    Entry entry = change.addEntry(directory, name, inode.id());
    if (inode.isDirectory()) {
      countSubdirectory(change, directory, 1);
    }
    change.markPending(entry.id(), inode.isDirectory());
    return entry;
  }

  /** Moves a name to the mount's root. */
  Entry moveToRoot(IndexChange change, Entry entry, String name) throws FsException {
    boolean directory = change.inode(entry.inode()).filter(Inode::isDirectory).isPresent();
    if (directory) {
      countSubdirectory(change, entry.parent(), -1);
      countSubdirectory(change, InodeId.ROOT.value(), 1);
    }
    Entry moved = change.moveEntry(entry, InodeId.ROOT.value(), name);
    change.markPending(moved.id(), directory);
    return moved;
  }

  private static void countSubdirectory(IndexChange change, long directory, int more)
      throws FsException {
    Optional<Inode> row = change.inode(directory).filter(Inode::isDirectory);
    if (row.isPresent()) {
      change.put(row.get().edit().nlink(row.get().nlink() + more).done());
    }
  }

  /** Such as {@code recovered directory 17}; a name that is free in the root. */
  static String numbered(IndexChange change, String kind, long number) throws FsException {
    String wanted = "recovered " + kind + " " + number;
    String name = wanted;
    for (int i = 2; change.entry(InodeId.ROOT.value(), name).isPresent(); i++) {
      name = wanted + " " + i;
    }
    return name;
  }

  /** Such as {@code NAME (recovered DATE).ext}; a name that is free in a directory. */
  String dated(IndexChange change, long directory, String name) throws FsException {
    LocalDateTime when =
        LocalDateTime.ofInstant(
            Instant.ofEpochMilli(now() / NANOS_PER_MILLI), ZoneId.systemDefault());
    int attempt = 1;
    String free;
    do {
      free = RecoveredName.of(name, when, attempt++).value();
    } while (change.entry(directory, free).isPresent());
    return free;
  }

  /** The word for what an inode is, for its recovered name. */
  static String kind(Inode inode) {
    return inode.isDirectory() ? "directory" : inode.isSymlink() ? "link" : "file";
  }

  /** The bytes of an inode as they are now, in an object that its name still has. */
  static @Nullable CloudObject goodObject(IndexChange change, Inode inode) throws FsException {
    for (CloudObject object : change.tables().objects().ofInode(inode.id())) {
      if (object.entry() != null && object.contentGeneration() == inode.contentGeneration()) {
        return object;
      }
    }
    return null;
  }

  long now() {
    return clocks.nanos().getAsLong();
  }
}
