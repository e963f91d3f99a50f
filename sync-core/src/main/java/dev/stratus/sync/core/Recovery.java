package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import dev.stratus.sync.namespace.NodeRemover;
import dev.stratus.sync.namespace.UnfinishedName;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes or undoes what was under way when the last mount ended, however it ended. */
final class Recovery {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private static final String BOOT = "boot";

  /** In the index while a mount lives. */
  private static final String ALIVE = "alive";

  private static final int BATCH = 256;

  private final Index index;
  private final ContentStore store;
  private final OpenFiles files;
  private final Clocks clocks;
  private volatile boolean wasKilled;

  Recovery(Index index, ContentStore store, OpenFiles files, Clocks clocks) {
    this.index = index;
    this.store = store;
    this.files = files;
    this.clocks = clocks;
  }

  /**
   * Runs before the first program may ask.
   *
   * @param boot names this run of the machine's kernel
   */
  void run(String boot) throws FsException {
    boolean machineWentDown =
        index.read(tables -> tables.meta().get(BOOT)).map(last -> !last.equals(boot)).orElse(false);
    wasKilled = index.read(tables -> tables.meta().get(ALIVE)).isPresent();
    sweepUnfinished();
    sweepNameless();
    settleUnsynced(machineWentDown);
    index.changeAlways(
        change -> {
          change.putMeta(BOOT, boot);
          change.putMeta(ALIVE, boot);
          return boot;
        });
    index.sync();
  }

  /** Whether the last life did not end in order. */
  boolean wasKilled() {
    return wasKilled;
  }

  /** Everything that was fetched is recorded: this life ends in order. */
  void endsInOrder() throws FsException {
    index.changeAlways(
        change -> {
          change.deleteMeta(ALIVE);
          return ALIVE;
        });
  }

  /** Files that were not all here yet: whoever asked for them was told that it failed. */
  private void sweepUnfinished() throws FsException {
    NodeRemover remover = new NodeRemover(index, clocks);
    String prefix = UnfinishedName.PREFIX;
    for (Entry entry : index.read(tables -> tables.entries().neverUploaded(prefix))) {
      Optional<Inode> file = index.inode(entry.inode()).filter(Inode::isRegular);
      if (file.isPresent() && UnfinishedName.is(entry.name())) {
        Inode left = remover.unlink(entry.parent(), new Name(entry.name()));
        log.info("{} was never finished and is gone: {}", entry.name(), left);
      }
    }
  }

  /** Nameless inodes belonged to programs that are gone. */
  private void sweepNameless() throws FsException {
    for (Inode inode : index.read(tables -> tables.inodes().nameless())) {
      store.delete(inode.id());
      index.changeAlways(
          change -> {
            change.deleteInode(inode.id());
            return inode;
          });
    }
  }

  private void settleUnsynced(boolean machineWentDown) throws FsException {
    MachineCrash crash = new MachineCrash(index, store, clocks);
    long after = 0;
    List<Inode> batch;
    do {
      long from = after;
      batch = index.read(tables -> tables.inodes().unsynced(from, BATCH));
      for (Inode inode : batch) {
        after = inode.id();
        if (inode.isRegular()) {
          settle(inode);
          if (machineWentDown) {
            crash.recover(index.require(new InodeId(inode.id())));
          }
        }
      }
    } while (batch.size() == BATCH);
  }

  /** Where writing had begun the content file knows size and mtime: the row learns them. */
  private void settle(Inode inode) throws FsException {
    if (inode.isWriting()) {
      try (OpenFiles.Use use = files.use(inode.id())) {
        use.file().settle();
      }
    }
  }
}
