package dev.stratus.sync.remote;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a clean file away whose object was deleted in the cloud, unless somebody uses it. */
final class Removal {

  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  private final Index index;
  private final OpenFiles files;
  private final ContentStore store;
  private final Flights flights;

  Removal(RemoteParts parts) {
    this.index = parts.index();
    this.files = parts.files();
    this.store = parts.store();
    this.flights = parts.flights();
  }

  void remove(CloudObject known, long asked) throws FsException {
    long inode = known.inode();
    files.whileUnused(
        inode,
        () -> {
          boolean forgotten = index.changeAlways(change -> remove(change, known, asked));
          if (forgotten) {
            log.info("{} was deleted in the cloud", known.key());
            index.sync();
            store.delete(inode);
          }
        });
  }

  /** Returns whether the inode went with its last name. */
  private boolean remove(IndexChange change, CloudObject known, long asked) throws FsException {
    Long id = known.entry();
    if (id == null
        || flights.touched(known.key(), asked)
        || !change.tables().objects().get(known.key()).equals(Optional.of(known))
        || change.tables().pending().get(id).isPresent()) {
      return false;
    }
    Optional<Entry> entry = change.tables().entries().get(id);
    Optional<Inode> inode = change.inode(known.inode());
    change.deleteObject(known.key());
    if (entry.isEmpty() || inode.isEmpty() || inode.get().id() == InodeId.ROOT.value()) {
      return false;
    }
    if (inode.get().isDirectory()) {
      change.put(inode.get().edit().explicit(false).done());
      removeEmptyDirectories(change, inode.get().id());
      return false;
    }
    change.deleteEntry(entry.get());
    boolean last = inode.get().nlink() <= 1;
    if (last) {
      change.deleteInode(inode.get().id());
    } else {
      change.put(inode.get().edit().nlink(inode.get().nlink() - 1).done());
    }
    removeEmptyDirectories(change, entry.get().parent());
    return last;
  }

  /** A directory that only followed from its keys goes with the last of them. */
  private static void removeEmptyDirectories(IndexChange change, long directory)
      throws FsException {
    long step = directory;
    while (step != InodeId.ROOT.value()) {
      Optional<Inode> inode = change.inode(step);
      Optional<Entry> entry = change.tables().entries().ofInode(step).stream().findFirst();
      if (inode.isEmpty()
          || entry.isEmpty()
          || inode.get().isExplicit()
          || !change.tables().entries().isEmpty(step)
          || change.tables().pending().get(entry.get().id()).isPresent()) {
        return;
      }
      change.deleteEntry(entry.get());
      change.deleteInode(step);
      step = entry.get().parent();
      Inode parent = change.require(step);
      change.put(parent.edit().nlink(parent.nlink() - 1).done());
    }
  }
}
