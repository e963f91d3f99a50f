package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file with bytes here, as the index knows it at one moment, and what its local copy lacks.
 *
 * @param name one of its names
 * @param objects all that have bytes of it
 */
record CopyState(Inode inode, Entry name, BlockSet blocks, List<CloudObject> objects) {

  /** Empty where there is no such file, or nothing of it should be here. */
  static Optional<CopyState> of(Tables tables, long id) throws FsException {
    Optional<Inode> inode = tables.inodes().get(id);
    Optional<Entry> name = tables.entries().ofInode(id).stream().findFirst();
    if (inode.isEmpty() || name.isEmpty() || inode.get().cached() <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new CopyState(
            inode.get(),
            name.get(),
            tables.attributes().presence(id).map(BlockSet::decode).orElseGet(BlockSet::new),
            tables.objects().ofInode(id)));
  }

  /** What is wrong with the local copy at first sight; null if nothing is. */
  @Nullable Problem fault(ContentStore store, boolean used) throws FsException {
    if (!store.exists(inode.id())) {
      return Problem.COPY_MISSING;
    }
    // While somebody uses it the copy may be ahead of the row; it got its length when it was
    // opened.
    boolean atRest = !used && !inode.isWriting();
    return atRest && store.sizeOf(inode.id()) < endHere() ? Problem.COPY_SHORT : null;
  }

  /** Where the last byte ends that is said to be here. */
  private long endHere() {
    if (inode.size() > inode.baseLimit()) {
      return inode.size();
    }
    List<BlockRange> runs = blocks.runsBelow(Blocks.ceil(inode.baseLimit()));
    return runs.isEmpty()
        ? 0
        : Math.min(inode.size(), Blocks.start(runs.get(runs.size() - 1).end()));
  }

  /** The blocks that are said to be here. */
  List<BlockRange> here() {
    long limit = Blocks.ceil(inode.baseLimit());
    List<BlockRange> runs = new ArrayList<>(blocks.runsBelow(limit));
    long end = Blocks.ceil(inode.size());
    if (limit < end) {
      runs.add(new BlockRange(limit, end));
    }
    return runs;
  }

  /** The object that has the bytes as they are; null if the cloud never had them. */
  @Nullable CloudObject same() {
    return ofGeneration(inode.contentGeneration());
  }

  /** The object that has the bytes which the present ones were made from; null if there is none. */
  @Nullable CloudObject base() {
    return inode.baseGeneration() > 0 ? ofGeneration(inode.baseGeneration()) : null;
  }

  private @Nullable CloudObject ofGeneration(long generation) {
    return objects.stream()
        .filter(object -> object.entry() != null && object.contentGeneration() == generation)
        .findFirst()
        .orElse(null);
  }

  /** Whether nothing has changed since another look. */
  boolean isStill(CopyState before) {
    return inode.contentGeneration() == before.inode.contentGeneration()
        && inode.size() == before.inode.size()
        && inode.cached() == before.inode.cached()
        && inode.isWriting() == before.inode.isWriting()
        && objects.equals(before.objects);
  }
}
