package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.RecoveredName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets bytes aside that may be torn and are a file's newest: the version that the cloud has keeps
 * the name, the local bytes go on as {@code NAME (recovered DATE).ext}.
 */
public final class SetAside {

  private static final Logger log = LoggerFactory.getLogger(SetAside.class);

  private final Index index;
  private final Clocks clocks;

  public SetAside(Index index, Clocks clocks) {
    this.index = index;
    this.clocks = clocks;
  }

  /**
   * Does it under each name whose object has the version that the local bytes were made from.
   *
   * @param objects all of the inode's
   */
  public void run(Inode inode, List<CloudObject> objects) throws FsException {
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
