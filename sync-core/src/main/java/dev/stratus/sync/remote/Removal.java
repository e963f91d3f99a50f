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
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.trash.Trash;
import dev.stratus.sync.trash.TrashedLook;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file away whose object was deleted in the cloud, unless somebody uses it or changed it.
 *
 * <p>The order is the one of every removal: the name goes, then the bytes, then the row, so that
 * after a crash the bytes are never taken for a file that the index does not know.
 */
final class Removal {

  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  private final Index index;
  private final OpenFiles files;
  private final ContentStore store;
  private final Flights flights;
  private final Paths paths;
  private final Trash trash;
  private final Adoption adoption;

  Removal(RemoteParts parts) {
    this.index = parts.index();
    this.files = parts.files();
    this.store = parts.store();
    this.flights = parts.flights();
    this.paths = parts.paths();
    this.trash = parts.trash();
    this.adoption = parts.adoption();
  }

  /** Returns false if somebody uses the file: it goes when that is over. */
  boolean remove(CloudObject known, long asked) throws FsException {
    long inode = known.inode();
    return files.whileUnused(
        inode,
        () -> {
          Optional<String> path = path(known);
          Optional<Inode> gone = index.changeAlways(change -> remove(change, known, asked));
          if (gone.isPresent()) {
            log.info("{} was deleted in the cloud", known.key());
            index.sync();
            giveUp(gone.get(), path.orElse(known.key().value()));
          }
        });
  }

  private Optional<String> path(CloudObject known) throws FsException {
    Long id = known.entry();
    Optional<Entry> entry =
        id == null ? Optional.empty() : index.read(tables -> tables.entries().get(id));
    return entry.isPresent() ? paths.of(entry.get()) : Optional.empty();
  }

  private void giveUp(Inode gone, String path) throws FsException {
    if (gone.isRegular() && gone.isComplete() && store.exists(gone.id())) {
      TrashedLook look = TrashedLook.of(index, gone);
      trash.keep(path, gone.size(), look, to -> store.give(gone.id(), to));
    }
    store.delete(gone.id());
    index.changeAlways(
        change -> {
          change.deleteInode(gone.id());
          return gone;
        });
  }

  /** Returns the inode if it has lost its last name. */
  private Optional<Inode> remove(IndexChange change, CloudObject known, long asked)
      throws FsException {
    Long id = known.entry();
    if (id == null
        || flights.touched(known.key(), asked)
        || !change.tables().objects().get(known.key()).equals(Optional.of(known))) {
      return Optional.empty();
    }
    Optional<Entry> entry = change.tables().entries().get(id);
    Optional<Inode> inode = change.inode(known.inode());
    if (inode.isPresent() && !follows(change, known, inode.get())) {
      return Optional.empty();
    }
    Optional<List<Entry>> along =
        inode.isPresent() ? LastPlace.dependents(change, known) : Optional.of(List.<Entry>of());
    if (along.isEmpty()) {
      return Optional.empty();
    }
    change.deleteObject(known.key());
    if (entry.isEmpty() || inode.isEmpty() || inode.get().id() == InodeId.ROOT.value()) {
      return Optional.empty();
    }
    if (inode.get().isDirectory()) {
      adoption.forgetMarker(change, inode.get());
      removeEmptyDirectories(change, inode.get().id());
      return Optional.empty();
    }
    Inode left = removeName(change, entry.get(), inode.get());
    for (Entry other : along.get()) {
      left = removeName(change, other, left);
    }
    return left.nlink() <= 0 ? Optional.of(left) : Optional.empty();
  }

  private static Inode removeName(IndexChange change, Entry entry, Inode inode) throws FsException {
    change.deletePending(entry.id());
    change.deleteEntry(entry);
    Inode left = change.put(inode.edit().nlink(inode.nlink() - 1).done());
    removeEmptyDirectories(change, entry.parent());
    return left;
  }

  /** Whether the file goes with its object. */
  private static boolean follows(IndexChange change, CloudObject known, Inode inode)
      throws FsException {
    return Decision.of(Decision.Base.SEEN, here(change, known, inode), Decision.There.ABSENT)
        == Decision.REMOVE_HERE;
  }

  private static Decision.Here here(IndexChange change, CloudObject known, Inode inode)
      throws FsException {
    Long entry = known.entry();
    if (entry == null || change.tables().pending().get(entry).isEmpty()) {
      return Decision.Here.CLEAN;
    }
    boolean sameBytes =
        !inode.isDirectory() && known.contentGeneration() == inode.contentGeneration();
    if (!sameBytes) {
      return Decision.Here.BYTES;
    }
    boolean here = inode.isSymlink() ? !inode.targetUnknown() : inode.isComplete();
    return here ? Decision.Here.ATTRIBUTES : Decision.Here.ATTRIBUTES_ALONE;
  }

  /** A directory that only followed from its keys goes with the last of them. */
  static void removeEmptyDirectories(IndexChange change, long directory) throws FsException {
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
