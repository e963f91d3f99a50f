package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.SetAside;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import java.util.List;
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
      new SetAside(index, clocks).run(inode, objects);
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
}
