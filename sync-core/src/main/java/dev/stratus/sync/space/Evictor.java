package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Visited;
import dev.stratus.sync.namespace.Pins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Drops local copies; the only one that does.
 *
 * <p>Of a whole batch the index learns first that the bytes are not here, then it is synced once,
 * then the content files go. Each step is taken only while nobody uses the file, and looks again at
 * what the one before it found.
 */
public final class Evictor {

  /**
   * A file that a program closed is in use for a moment more: the kernel tells of the last close
   * only after it has answered it.
   */
  private static final long LAST_CLOSE = TimeUnit.MILLISECONDS.toNanos(5);

  /** Who uses a file whose bytes are forgotten already is mostly the chore that syncs it. */
  private static final long SYNC_PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

  private final SpaceEnvironment environment;
  private final Index index;
  private final EvictionGuard guard;
  private final LongConsumer dropped;

  /**
   * Over these rooms.
   *
   * @param dropped is told the inode of each local copy that went
   */
  public Evictor(SpaceEnvironment environment, LongConsumer dropped) {
    this.environment = environment;
    this.dropped = dropped;
    this.index = environment.index();
    this.guard = new EvictionGuard(environment.paths(), new Pins(index));
  }

  /** What is to become of a file, and the objects that this was decided by. */
  private record Candidate(Eviction eviction, List<CloudObject> trusted) {}

  /** Drops one local copy. */
  public Eviction evict(long inode) throws FsException {
    return evict(List.of(inode), Duration.ofMillis(300)).get(0);
  }

  /**
   * Drops local copies.
   *
   * @param patience how long, in all, it waits for files that are in use
   * @return what became of each, in the same order
   */
  public List<Eviction> evict(Collection<Long> inodes, Duration patience) throws FsException {
    long deadline = environment.ticker().getAsLong() + patience.toNanos();
    List<Candidate> candidates = new ArrayList<>();
    for (long inode : inodes) {
      candidates.add(judge(inode));
    }
    List<Candidate> forgotten = candidates;
    if (candidates.stream().anyMatch(candidate -> candidate.eviction().evicted())) {
      environment.cloud().sync();
      forgotten = forget(candidates, deadline);
      index.sync();
    }
    List<Eviction> evictions = new ArrayList<>();
    for (Candidate candidate : forgotten) {
      evictions.add(delete(candidate));
    }
    return evictions;
  }

  /** Decides without doing anything. */
  public Eviction preview(long inode) throws FsException {
    Candidate candidate = judge(inode);
    boolean open = candidate.eviction().evicted() && environment.files().isUsed(inode);
    return open ? kept(candidate, Kept.OPEN).eviction() : candidate.eviction();
  }

  private Candidate judge(long number) throws FsException {
    // What is fetched but not recorded yet is here, and in use only for that.
    environment.downloader().recordNow(number);
    Facts facts = index.read(tables -> Facts.of(tables, number, tables.inodes().get(number)));
    Verdict verdict = guard.judge(facts);
    long bytes = verdict.kept().isPresent() ? 0 : facts.inode().map(Inode::cached).orElse(0L);
    return new Candidate(
        new Eviction(number, path(facts), bytes, verdict.kept()), verdict.trusted());
  }

  private String path(Facts facts) throws FsException {
    for (Facts.Named name : facts.names()) {
      Optional<String> path = environment.paths().of(name.entry());
      if (path.isPresent()) {
        return path.get();
      }
    }
    return "";
  }

  private static Candidate kept(Candidate candidate, Kept reason) {
    Eviction old = candidate.eviction();
    return new Candidate(new Eviction(old.inode(), old.path(), 0, Optional.of(reason)), List.of());
  }

  private List<Candidate> forget(List<Candidate> candidates, long deadline) throws FsException {
    List<Candidate> forgotten = new ArrayList<>();
    for (Candidate candidate : candidates) {
      forgotten.add(candidate.eviction().evicted() ? forget(candidate, deadline) : candidate);
    }
    return forgotten;
  }

  /** Makes the index forget that the bytes are here. */
  private Candidate forget(Candidate candidate, long deadline) throws FsException {
    long number = candidate.eviction().inode();
    Candidate[] result = new Candidate[1];
    boolean unused =
        onceUnused(
            number,
            deadline,
            () -> result[0] = index.changeAlways(change -> commit(change, candidate)));
    return unused ? result[0] : kept(candidate, Kept.OPEN);
  }

  /** Runs an action while nobody uses the file; false if somebody does until the deadline. */
  private boolean onceUnused(long number, long deadline, OpenFiles.Exclusive action)
      throws FsException {
    while (true) {
      if (environment.files().users(number) == 1) {
        // Perhaps only the downloader; where a program reads too, its read-ahead shall go on.
        environment.downloader().letGo(number);
      }
      if (environment.files().whileUnused(number, action)) {
        return true;
      }
      if (environment.ticker().getAsLong() - deadline >= 0) {
        return false;
      }
      LockSupport.parkNanos(LAST_CLOSE);
    }
  }

  private Candidate commit(IndexChange change, Candidate candidate) throws FsException {
    long number = candidate.eviction().inode();
    Optional<Inode> row = change.inode(number);
    Verdict verdict = guard.judge(Facts.of(change.tables(), number, row));
    if (verdict.kept().isPresent()) {
      return kept(candidate, verdict.kept().get());
    }
    if (row.isEmpty() || !verdict.trusted().equals(candidate.trusted())) {
      // Uploaded anew since the cloud was synced.
      return kept(candidate, Kept.BUSY);
    }
    Inode inode = row.get();
    change.deletePresence(number);
    Inode.Edit next = inode.edit().base(inode.contentGeneration(), inode.size());
    change.put(next.cached(0).visited(Visited.NEVER).done());
    dropped.accept(number);
    Eviction old = candidate.eviction();
    return new Candidate(
        new Eviction(number, old.path(), inode.cached(), Optional.empty()), verdict.trusted());
  }

  /** Deletes the content file if the index still says that no byte of it is needed. */
  private Eviction delete(Candidate candidate) throws FsException {
    Eviction eviction = candidate.eviction();
    boolean leftOver = eviction.kept().equals(Optional.of(Kept.ALREADY_CLOUD_ONLY));
    if (!eviction.evicted() && !leftOver) {
      return eviction;
    }
    long number = eviction.inode();
    long now = environment.ticker().getAsLong();
    boolean unused =
        onceUnused(
            number,
            leftOver ? now : now + SYNC_PATIENCE,
            () -> {
              if (isNotNeeded(number)) {
                environment.store().delete(number);
              }
            });
    return unused || leftOver ? eviction : kept(candidate, Kept.OPEN).eviction();
  }

  private boolean isNotNeeded(long number) throws FsException {
    Optional<Inode> row = index.inode(number);
    return row.isPresent()
        && row.get().size() > 0
        && row.get().cached() == 0
        && !row.get().isWriting()
        && row.get().baseLimit() == row.get().size()
        && row.get().baseGeneration() == row.get().contentGeneration()
        && index.read(tables -> tables.attributes().presence(number)).isEmpty();
  }
}
