package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes, after the death of the machine, of a file whose last bytes were not synced: they
 * may be torn or zeros, and never replace a good object.
 */
final class MachineCrash {

  private static final Logger log = LoggerFactory.getLogger(MachineCrash.class);

  private final Index index;
  private final ContentStore store;
  private final Clocks clocks;

  MachineCrash(Index index, ContentStore store, Clocks clocks) {
    this.index = index;
    this.store = store;
    this.clocks = clocks;
  }

  /** Decides over one unsynced file, whose row tells size and mtime already. */
  void recover(Inode inode) throws FsException {
    List<CloudObject> objects = index.read(tables -> tables.objects().ofInode(inode.id()));
    if (objects.stream().anyMatch(o -> o.contentGeneration() == inode.contentGeneration())) {
      dehydrate(inode);
    } else if (inode.baseGeneration() > 0) {
      setAside(inode, objects);
    } else {
      log.info("{} was not synced before the machine went down: it keeps what the disk has", inode);
    }
  }

  /** Clean: the cloud has exactly these bytes, so they are fetched again. */
  private void dehydrate(Inode inode) throws FsException {
    index.changeAlways(
        change -> {
          Inode.Edit next = inode.edit().base(inode.contentGeneration(), inode.size()).cached(0);
          change.deletePresence(inode.id());
          return change.put(next.syncedGeneration(inode.contentGeneration()).done());
        });
    index.sync();
    store.delete(inode.id());
  }

  /** Dirty over a good object: the cloud's version keeps the name. */
  private void setAside(Inode inode, List<CloudObject> objects) throws FsException {
    for (CloudObject object : objects) {
      Long entry = object.entry();
      if (entry != null && object.contentGeneration() == inode.baseGeneration()) {
        index.changeAlways(change -> setAside(change, inode, entry, object));
      }
    }
  }

  private Inode setAside(IndexChange change, Inode inode, long entryId, CloudObject object)
      throws FsException {
    Optional<Entry> found = change.tables().entries().get(entryId);
    if (found.isEmpty()) {
      return inode;
    }
    Entry entry = found.get();
    Entry aside = change.moveEntry(entry, entry.parent(), freeName(change, entry));
    change.disownObject(aside.id());
    Inode good = change.putNew(good(change.newNumber(), inode, object));
    Entry kept = change.addEntry(entry.parent(), entry.name(), good.id());
    change.putObject(
        new CloudObject(
            object.key(),
            kept.id(),
            good.id(),
            object.etag(),
            object.size(),
            object.modifiedMillis(),
            1,
            1,
            change.nextSeq()));
    change.markPending(aside.id(), false);
    log.warn("The bytes of {} may be torn: kept as {}", entry.name(), aside.name());
    return change.put(asNew(inode));
  }

  private Inode good(long number, Inode inode, CloudObject object) {
    return Inode.create(number, inode.mode(), inode.cloudId())
        .owner(inode.uid(), inode.gid())
        .size(object.size())
        .atime(inode.atime())
        .mtime(object.modifiedMillis() * 1_000_000)
        .ctime(clocks.nanos().getAsLong())
        .visit(inode.visit())
        .contentGeneration(1, clocks.uuids().get())
        .syncedGeneration(1)
        .base(1, object.size())
        .attributesUnknown(true)
        .done();
  }

  /**
   * The local bytes go on as a file that the cloud has never seen; what is missing reads as EIO.
   */
  private Inode asNew(Inode inode) {
    return inode
        .edit()
        .cloudId(clocks.uuids().get())
        .base(0, inode.baseLimit())
        .syncedGeneration(0)
        .done();
  }

  private String freeName(IndexChange change, Entry entry) throws FsException {
    LocalDateTime now =
        LocalDateTime.ofInstant(
            Instant.ofEpochMilli(clocks.nanos().getAsLong() / 1_000_000), ZoneId.systemDefault());
    int attempt = 1;
    String name;
    do {
      name = RecoveredName.of(entry.name(), now, attempt++).value();
    } while (change.entry(entry.parent(), name).isPresent());
    return name;
  }
}
