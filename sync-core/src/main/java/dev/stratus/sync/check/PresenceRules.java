package dev.stratus.sync.check;

import static dev.stratus.sync.check.Rule.ailment;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Rule.Ailment;
import dev.stratus.sync.content.BlockRange;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.index.AuditTable;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import dev.stratus.sync.namespace.Paths;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which blocks are said to be here, and how many bytes that is. */
final class PresenceRules {

  private final Paths paths;

  PresenceRules(Paths paths) {
    this.paths = paths;
  }

  List<Rule<Long>> all() {
    return List.of(
        new Rule<>(Problem.PRESENCE_WRONG, this::wrongBlocks, this::blocks),
        new Rule<>(Problem.CACHED_COUNT, this::wrongCounts, this::count));
  }

  /**
   * What is recorded of one file.
   *
   * @param inode null where there is none
   * @param blocks as far as they may be believed
   * @param end of the last block; beyond all files where the record is no list of runs
   */
  private record Facts(@Nullable Inode inode, BlockSet blocks, long end) {

    static Facts of(Tables tables, long id) throws FsException {
      Inode inode = tables.inodes().get(id).orElse(null);
      byte[] recorded = tables.attributes().presence(id).orElse(new byte[0]);
      return isOrdered(recorded)
          ? new Facts(inode, BlockSet.decode(recorded), end(recorded))
          : new Facts(inode, new BlockSet(), Long.MAX_VALUE);
    }

    /** Whether these are runs, one after the other. */
    private static boolean isOrdered(byte[] recorded) {
      ByteBuffer buffer = ByteBuffer.wrap(recorded);
      long before = -1;
      while (buffer.remaining() >= Long.BYTES) {
        long next = buffer.getLong();
        if (next <= before) {
          return false;
        }
        before = next;
      }
      return recorded.length % (2 * Long.BYTES) == 0;
    }

    private static long end(byte[] recorded) {
      int last = recorded.length - Long.BYTES;
      return last < 0 ? 0 : ByteBuffer.wrap(recorded).getLong(last);
    }

    /** Where bytes of the base end. */
    long limit() {
      return inode == null ? 0 : Math.min(inode.baseLimit(), inode.size());
    }

    boolean hasWrongBlocks() {
      return end > Blocks.ceil(limit()) || (inode != null && inode.baseLimit() > inode.size());
    }

    boolean hasWrongCount() {
      return inode != null && inode.isRegular() && inode.cached() != cached();
    }

    /** How many bytes are here. */
    long cached() {
      long missing = 0;
      long blockCount = Blocks.ceil(limit());
      for (BlockRange gap : here().missing(0, blockCount)) {
        missing += Math.min(Blocks.start(gap.end()), limit()) - Blocks.start(gap.first());
      }
      return inode == null ? 0 : inode.size() - missing;
    }

    /** The blocks that the file has. */
    BlockSet here() {
      BlockSet here = new BlockSet();
      blocks.runsBelow(Blocks.ceil(limit())).forEach(run -> here.add(run.first(), run.end()));
      return here;
    }
  }

  private List<Long> wrongBlocks(Tables tables) throws FsException {
    List<Long> found = recorded(tables, Facts::hasWrongBlocks);
    for (long id : tables.audit().wrongCounts()) {
      if (Facts.of(tables, id).hasWrongBlocks()) {
        found.add(id);
      }
    }
    return found;
  }

  private List<Long> wrongCounts(Tables tables) throws FsException {
    List<Long> found = recorded(tables, Facts::hasWrongCount);
    found.addAll(tables.audit().wrongCounts());
    return found;
  }

  private static List<Long> recorded(Tables tables, Predicate<Facts> wrong) throws FsException {
    List<Long> found = new ArrayList<>();
    long after = Long.MIN_VALUE;
    List<Long> page;
    do {
      page = tables.audit().withPresence(after);
      for (long id : page) {
        after = id;
        if (found.size() < AuditTable.MOST && wrong.test(Facts.of(tables, id))) {
          found.add(id);
        }
      }
    } while (page.size() == AuditTable.MOST);
    return found;
  }

  private Optional<Ailment> blocks(IndexChange change, long id) throws FsException {
    Facts facts = Facts.of(change.tables(), id);
    if (!facts.hasWrongBlocks()) {
      return Optional.empty();
    }
    return ailment(
        where(change, id),
        "blocks are said to be here that the file does not have",
        () -> record(change, id, facts));
  }

  private Optional<Ailment> count(IndexChange change, long id) throws FsException {
    Facts facts = Facts.of(change.tables(), id);
    Inode inode = facts.inode();
    if (inode == null || facts.hasWrongBlocks() || !facts.hasWrongCount()) {
      return Optional.empty();
    }
    return ailment(
        where(change, id),
        inode.cached() + " bytes are said to be here and the blocks say " + facts.cached(),
        () -> record(change, id, facts));
  }

  /** Makes the record fit the size that the file has now. */
  static void settle(IndexChange change, long id) throws FsException {
    record(change, id, Facts.of(change.tables(), id));
  }

  private static void record(IndexChange change, long id, Facts facts) throws FsException {
    Inode inode = facts.inode();
    if (inode == null || facts.limit() == 0 || facts.cached() == inode.size()) {
      change.deletePresence(id);
    } else {
      change.putPresence(id, facts.here().encode());
    }
    if (inode != null && inode.isRegular()) {
      boolean all = facts.cached() == inode.size();
      Inode.Edit next = inode.edit().cached(facts.cached());
      change.put(next.baseLimit(all ? 0 : facts.limit()).done());
    }
  }

  private String where(IndexChange change, long id) throws FsException {
    Optional<Entry> name = change.tables().entries().ofInode(id).stream().findFirst();
    Optional<String> path = name.isPresent() ? paths.of(name.get()) : Optional.empty();
    return path.orElse("file " + id);
  }
}
