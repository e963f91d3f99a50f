package dev.stratus.sync.index;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of the index while it is being made: everything in it is committed together, or nothing.
 * Lives inside {@link Index#change} only, under the writer's lock.
 */
public final class IndexChange {

  private final Index index;
  private final Tables tables;
  private final Map<Long, Optional<Inode>> inodes = new LinkedHashMap<>();
  private final Map<EntryName, Optional<Entry>> entries = new LinkedHashMap<>();
  private final Set<Long> touchedPending = new LinkedHashSet<>();
  private final @Nullable Journal journal;
  private boolean unwantedObjects;
  private CachedBytes cachedBytes = CachedBytes.NONE;

  /**
   * @param journaled whether somebody wants to know what happens to names and files
   */
  IndexChange(Index index, Tables tables, boolean journaled) {
    this.index = index;
    this.tables = tables;
    this.journal = journaled ? new Journal(this) : null;
  }

  /** Forgets what an attempt did that the disk had no room for. */
  void startAgain() {
    inodes.clear();
    entries.clear();
    touchedPending.clear();
    unwantedObjects = false;
    if (journal != null) {
      journal.clear();
    }
    cachedBytes = CachedBytes.NONE;
  }

  /** All tables, this change included. */
  public Tables tables() {
    return tables;
  }

  /** A number that no inode or name had before, nor will have. */
  public long newNumber() throws FsException {
    return index.numbers().next(this);
  }

  public Optional<Inode> inode(long id) throws FsException {
    Optional<Inode> changed = inodes.get(id);
    return changed != null ? changed : index.inode(id);
  }

  /** An inode that must be there. */
  public Inode require(long id) throws FsException {
    return inode(id)
        .orElseThrow(() -> new FsException(FsFailure.NOT_FOUND, "inode " + id + " is gone"));
  }

  /** An inode that must be a directory. */
  public Inode requireDirectory(long id) throws FsException {
    Inode inode = require(id);
    if (!inode.isDirectory()) {
      throw new FsException(FsFailure.NOT_A_DIRECTORY, inode + " is not a directory");
    }
    return inode;
  }

  public Optional<Entry> entry(long parent, String name) throws FsException {
    Optional<Entry> changed = entries.get(new EntryName(parent, name));
    return changed != null ? changed : index.entry(parent, name);
  }

  /** Records an inode under a new number. */
  public Inode putNew(Inode inode) throws FsException {
    tables.inodes().insert(inode);
    cachedBytes = cachedBytes.plus(CachedBytes.of(inode));
    inodes.put(inode.id(), Optional.of(inode));
    return inode;
  }

  /** Records the next version of an inode. */
  public Inode put(Inode inode) throws FsException {
    Inode before = require(inode.id());
    tables.inodes().update(before, inode);
    cachedBytes = cachedBytes.plus(CachedBytes.of(inode)).minus(CachedBytes.of(before));
    inodes.put(inode.id(), Optional.of(inode));
    if (journal != null) {
      journal.changed(before, inode);
    }
    return inode;
  }

  /** Forgets an inode and all that it carries; its objects stay recorded. */
  public void deleteInode(long id) throws FsException {
    cachedBytes = cachedBytes.minus(inode(id).map(CachedBytes::of).orElse(CachedBytes.NONE));
    tables.inodes().delete(id);
    tables.attributes().deleteAll(id);
    inodes.put(id, Optional.empty());
  }

  public Entry addEntry(long parent, String name, long inode) throws FsException {
    Entry entry = new Entry(newNumber(), parent, name, inode);
    putEntry(entry);
    if (journal != null) {
      journal.added(entry);
    }
    return entry;
  }

  /** Takes a name away; its object is unwanted from now on. */
  public void deleteEntry(Entry entry) throws FsException {
    if (journal != null) {
      journal.removed(entry);
    }
    tables.entries().delete(entry.id());
    entries.put(new EntryName(entry.parent(), entry.name()), Optional.empty());
    disownObject(entry.id());
    settlePending(entry.id());
  }

  /** Gives an entry another place; the target name must be free. */
  public Entry moveEntry(Entry entry, long parent, String name) throws FsException {
    Optional<String> from = pathForJournal(entry);
    Entry moved = new Entry(entry.id(), parent, name, entry.inode());
    entries.put(new EntryName(entry.parent(), entry.name()), Optional.empty());
    putEntry(moved);
    if (journal != null) {
      journal.moved(from, moved);
    }
    return moved;
  }

  /** Lets two entries change places. */
  public void exchangeEntries(Entry one, Entry other) throws FsException {
    Optional<String> onePath = pathForJournal(one);
    Optional<String> otherPath = pathForJournal(other);
    Entry otherMoved = new Entry(other.id(), one.parent(), one.name(), other.inode());
    Entry oneMoved = new Entry(one.id(), other.parent(), other.name(), one.inode());
    tables.entries().delete(one.id());
    putEntry(otherMoved);
    putEntry(oneMoved);
    if (journal != null) {
      journal.moved(onePath, oneMoved);
      journal.moved(otherPath, otherMoved);
    }
  }

  private Optional<String> pathForJournal(Entry entry) throws FsException {
    return journal == null ? Optional.empty() : journal.path(entry);
  }

  /** The root has a name like every directory, in a parent that is nowhere. */
  public void addRootEntry() throws FsException {
    putEntry(new Entry(InodeId.ROOT.value(), 0, "", InodeId.ROOT.value()));
  }

  private void putEntry(Entry entry) throws FsException {
    tables.entries().put(entry);
    entries.put(new EntryName(entry.parent(), entry.name()), Optional.of(entry));
  }

  /** The uploader is to look at this name, at once as if for the first time. */
  public void markPending(long entry, boolean subtree) throws FsException {
    Pending before = tables.pending().get(entry).orElse(Pending.fresh(entry, false));
    putPending(Pending.fresh(entry, subtree || before.subtree()).withNonce(before.nonce()));
  }

  /**
   * Nothing is wanted for this name any more. Its row stays while an attempt may be under way: what
   * that one may have left in the cloud would else come back as a stranger's file.
   */
  public void settlePending(long entry) throws FsException {
    Pending before = tables.pending().get(entry).orElse(Pending.fresh(entry, false));
    if (before.nonce() == null) {
      deletePending(entry);
    } else {
      putPending(Pending.fresh(entry, false).withNonce(before.nonce()));
    }
  }

  /** Marks all names of an inode as pending. */
  public void markPendingNames(long inode) throws FsException {
    for (Entry entry : tables.entries().ofInode(inode)) {
      markPending(entry.id(), false);
    }
  }

  public void putPending(Pending pending) throws FsException {
    tables.pending().put(pending);
    touchedPending.add(pending.entry());
  }

  public void deletePending(long entry) throws FsException {
    tables.pending().delete(entry);
    touchedPending.add(entry);
  }

  public void putObject(CloudObject object) throws FsException {
    tables.objects().put(object);
    unwantedObjects |= object.entry() == null;
  }

  public void deleteObject(ObjectKey key) throws FsException {
    tables.objects().delete(key);
  }

  /** Nothing here wants the object of this name any more: the uploader deletes it. */
  public void disownObject(long entry) throws FsException {
    tables.objects().disown(entry);
    unwantedObjects = true;
  }

  public void putUpload(PartUpload upload) throws FsException {
    tables.uploads().put(upload);
  }

  public void putPart(String nonce, SentPart part) throws FsException {
    tables.uploads().putPart(nonce, part);
  }

  /** Forgets a multipart upload with its parts: it was completed, or is gone on the server. */
  public void deleteUpload(String nonce) throws FsException {
    tables.uploads().delete(nonce);
  }

  public void putXattr(long inode, String name, byte[] value) throws FsException {
    tables.attributes().putXattr(inode, name, value);
  }

  public boolean deleteXattr(long inode, String name) throws FsException {
    return tables.attributes().deleteXattr(inode, name);
  }

  public void deleteXattrs(long inode) throws FsException {
    tables.attributes().deleteXattrs(inode);
  }

  public void putTarget(long inode, String target) throws FsException {
    tables.attributes().putTarget(inode, target);
  }

  public void putPresence(long inode, byte[] blocks) throws FsException {
    tables.attributes().putPresence(inode, blocks);
  }

  public void deletePresence(long inode) throws FsException {
    tables.attributes().deletePresence(inode);
  }

  public void putMeta(String name, String value) throws FsException {
    tables.meta().put(name, value);
  }

  public void deleteMeta(String name) throws FsException {
    tables.meta().delete(name);
  }

  public void putFinding(Finding finding) throws FsException {
    tables.meta().putFinding(finding);
  }

  public void deleteConflict(long entry) throws FsException {
    tables.conflicts().delete(entry);
  }

  public void putConflict(ConflictedCopy copy) throws FsException {
    tables.conflicts().put(copy);
  }

  /** The uploader leaves this name alone, since it is never uploaded. */
  public void putLocalName(long entry) throws FsException {
    tables.localNames().put(entry);
  }

  public void deleteLocalName(long entry) throws FsException {
    tables.localNames().delete(entry);
  }

  public void deleteFinding(String key) throws FsException {
    tables.meta().deleteFinding(key);
  }

  /** Raises the counter that orders what was learnt of the cloud; see {@link CloudObject#seq()}. */
  public long nextSeq() {
    return index.nextSeq();
  }

  Map<Long, Optional<Inode>> changedInodes() {
    return inodes;
  }

  Map<EntryName, Optional<Entry>> changedEntries() {
    return entries;
  }

  /** What happened to names and files, in its order; empty where nobody wants to know. */
  List<NamedChange> namedChanges() {
    return journal == null ? List.of() : journal.changes();
  }

  Set<Long> touchedPending() {
    return touchedPending;
  }

  /** By how much there are more bytes here than before. */
  CachedBytes cachedBytes() {
    return cachedBytes;
  }

  boolean madeObjectsUnwanted() {
    return unwantedObjects;
  }
}
