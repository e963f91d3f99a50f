package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Pins;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops blocks of files that are too large to go as a whole, or that are open for reading; the same
 * guard decides as over whole local copies.
 *
 * <p>The change that makes the index forget the blocks notes whose they are, until the disk has
 * forgotten them too: after a kill between the two, the next mount does what was left.
 */
public final class PartEvictor {

  /** Names the file whose blocks are about to become holes. */
  private static final String UNDER_WAY = "punching";

  private static final Logger log = LoggerFactory.getLogger(PartEvictor.class);

  /** Blocks go by so much at once, so that more than what was wanted may go. */
  private static final long PART = 1L << 20;

  private final SpaceEnvironment environment;
  private final Index index;
  private final EvictionGuard guard;
  private final LongPredicate writers;
  private volatile boolean noHoles;
  private volatile long going;

  /**
   * Over these rooms.
   *
   * @param writers whether some program could write to a file
   */
  public PartEvictor(SpaceEnvironment environment, LongPredicate writers) {
    this.environment = environment;
    this.index = environment.index();
    this.guard = new EvictionGuard(environment.paths(), new Pins(index));
    this.writers = writers;
  }

  /** Finishes what the former life of the mount did not. */
  void finish() throws FsException {
    Optional<String> left = index.read(tables -> tables.meta().get(UNDER_WAY));
    if (left.isEmpty()) {
      return;
    }
    punchMissing(Long.parseLong(left.get()));
    done();
  }

  /** Makes holes of all blocks of a file that are not here, as far as that can be done. */
  void punchMissing(long inode) {
    try (OpenFiles.Use use = environment.files().use(inode)) {
      use.file().punchMissing();
    } catch (FsException e) {
      log.info("No holes are made any more in inode {}: {}", inode, e.getMessage());
    }
  }

  private void done() throws FsException {
    index.changeAlways(
        change -> {
          change.deleteMeta(UNDER_WAY);
          return UNDER_WAY;
        });
  }

  /**
   * Drops blocks that nobody reads nor is about to read.
   *
   * @param wanted about how many bytes
   * @return how many were freed
   */
  synchronized long giveUp(long inode, long wanted) throws FsException {
    Optional<BlockSet> soonRead = environment.downloader().soonRead(inode);
    if (noHoles || soonRead.isEmpty() || writers.test(inode)) {
      return 0;
    }
    Verdict verdict =
        index.read(tables -> judge(Facts.of(tables, inode, tables.inodes().get(inode))));
    if (verdict.kept().isPresent()) {
      log.debug("inode {} keeps its blocks: {}", inode, verdict.kept().get().reason());
      return 0;
    }
    environment.cloud().sync();
    try (OpenFiles.Use use = environment.files().use(inode)) {
      long bytes = Math.min(wanted + PART, use.file().live().cached());
      long freed =
          use.file()
              .giveUp(
                  wanted,
                  soonRead.get(),
                  (change, row) -> allows(change, row, verdict) && areGoing(bytes));
      done();
      return freed;
    } catch (FsException e) {
      return failed(e);
    } finally {
      going = 0;
    }
  }

  /** From now on the index does not count them. */
  private boolean areGoing(long bytes) {
    going = bytes;
    return true;
  }

  /** About how many bytes the index does not count any more, while the disk still has them. */
  long goingBytes() {
    return going;
  }

  private long failed(FsException e) throws FsException {
    switch (e.failure()) {
      case NOT_FOUND -> log.debug("The file was removed meanwhile: {}", e.getMessage());
      case NOT_SUPPORTED -> {
        noHoles = true;
        log.warn("Local copies can only go as a whole on this disk: {}", e.getMessage());
      }
      default -> throw e;
    }
    return 0;
  }

  private boolean allows(IndexChange change, Inode row, Verdict before) throws FsException {
    Verdict verdict = judge(Facts.of(change.tables(), row.id(), Optional.of(row)));
    // Uploaded anew since the cloud was synced: another time.
    boolean allowed = verdict.kept().isEmpty() && verdict.trusted().equals(before.trusted());
    if (allowed) {
      change.putMeta(UNDER_WAY, Long.toString(row.id()));
    }
    return allowed;
  }

  /** Blocks may have come that the index does not count yet. */
  private Verdict judge(Facts facts) throws FsException {
    Optional<Inode> row = facts.inode().map(inode -> inode.edit().cached(inode.size()).done());
    return guard.judge(new Facts(row, facts.names()));
  }
}
