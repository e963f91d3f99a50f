package dev.stratus.sync.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up blocks of an open file that every reader can get from the cloud again. The index forgets
 * them first, durably; then the disk does, as far as they did not come back meanwhile.
 */
final class GivingUp {

  private static final Logger log = LoggerFactory.getLogger(GivingUp.class);

  private final long inode;
  private final Environment environment;
  private final AtomicLong losses = new AtomicLong();

  /** The open file's; never held over a sync of the index. */
  private final ReentrantLock lock;

  @GuardedBy("lock")
  private final FileBody body;

  @GuardedBy("lock")
  private final Reads reads;

  GivingUp(FileBody body, Reads reads, ReentrantLock lock, Environment environment) {
    this.inode = body.inode();
    this.environment = environment;
    this.lock = lock;
    this.body = body;
    this.reads = reads;
  }

  /** How often blocks were given up. Takes no lock. */
  long losses() {
    return losses.get();
  }

  /** Gives blocks up, and tells how many bytes of the disk are free again. */
  long giveUp(long wanted, BlockSet kept, Approval approval) throws FsException {
    List<BlockRange> gone;
    lock.lock();
    try {
      gone = body.isWriting() ? List.of() : forgetLocked(wanted, kept, approval);
    } finally {
      lock.unlock();
    }
    if (gone.isEmpty()) {
      return 0;
    }
    environment.index().sync();
    return punch(gone);
  }

  @GuardedBy("lock")
  private List<BlockRange> forgetLocked(long wanted, BlockSet kept, Approval approval)
      throws FsException {
    BlockSet candidates = body.presentBlocks();
    kept.runsBelow(Long.MAX_VALUE).forEach(run -> candidates.remove(run.first(), run.end()));
    List<BlockRange> gone = reads.choose(candidates, Blocks.ceil(Math.min(wanted, body.size())));
    if (gone.isEmpty()) {
      return gone;
    }
    // Before the change: who records the file as whole looks at it inside a later one.
    losses.incrementAndGet();
    return body.forget(gone, approval) ? gone : List.of();
  }

  /** Makes holes of all blocks that are not here: a kill may have come before that. */
  void punchMissing() throws FsException {
    List<BlockRange> missing;
    lock.lock();
    try {
      boolean there = body.fileIfThere() != null;
      missing = there ? body.missing(0, body.baseLimit()) : List.of();
    } finally {
      lock.unlock();
    }
    long bytes = punch(missing);
    log.debug("inode {}: {} bytes are holes again", inode, bytes);
  }

  /** Gives up what was fetched and never recorded, as far as the disk can make holes. */
  void dropUnrecorded() {
    List<BlockRange> gone;
    lock.lock();
    try {
      gone = forgetUnrecordedLocked();
    } finally {
      lock.unlock();
    }
    try {
      long bytes = punch(gone);
      log.trace("inode {}: {} bytes were never recorded, and are holes again", inode, bytes);
    } catch (FsException e) {
      log.debug("Inode {} keeps bytes that nobody counts: {}", inode, e.getMessage());
    }
  }

  @GuardedBy("lock")
  private List<BlockRange> forgetUnrecordedLocked() {
    BlockSet unrecorded = body.unrecordedBlocks();
    List<BlockRange> gone = reads.choose(unrecorded, Long.MAX_VALUE);
    if (!gone.isEmpty()) {
      losses.incrementAndGet();
      body.forgetUnrecorded(gone);
    }
    return gone;
  }

  private long punch(List<BlockRange> blocks) throws FsException {
    long bytes = 0;
    for (BlockRange range : blocks) {
      lock.lock();
      try {
        // While writing has begun, the time of the content file must not change.
        bytes += body.isWriting() ? 0 : punchLocked(range);
      } finally {
        lock.unlock();
      }
    }
    return bytes;
  }

  @GuardedBy("lock")
  private long punchLocked(BlockRange range) throws FsException {
    long bytes = 0;
    long end = Math.min(body.size(), Blocks.start(range.end()));
    for (BlockRange hole : body.missing(Blocks.start(range.first()), end)) {
      long from = Blocks.start(hole.first());
      long to = Blocks.start(Math.min(hole.end(), range.end()));
      // To the block's end, also beyond that of the file: else its last page would stay.
      environment.store().punch(inode, from, to - from);
      bytes += Math.min(to, body.size()) - from;
    }
    return bytes;
  }
}
