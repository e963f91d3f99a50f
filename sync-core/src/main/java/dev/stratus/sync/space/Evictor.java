package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.NamedObject;
import dev.stratus.sync.namespace.Pins;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Drops local copies; the only one that does.
 *
 * <p>Of a whole batch the index learns first that the bytes are not here, then it is synced once,
 * then the content files go. Each step is taken only while nobody uses the file, and looks again at
 * what the one before it found.
 */
public final class Evictor {

  /** How long a single file is waited for that is in use. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final SpaceEnvironment environment;
  private final Index index;
  private final EvictionGuard guard;
  private final GoingCopies going;
  private final EvictionBatch.Means means;

  /**
   * Over these rooms.
   *
   * @param dropped is told the inode of each local copy that went
   */
  public Evictor(SpaceEnvironment environment, LongConsumer dropped) {
    this.environment = environment;
    this.index = environment.index();
    this.guard = new EvictionGuard(environment.paths(), new Pins(index));
    this.going = new GoingCopies(environment);
    this.means = new EvictionBatch.Means(environment, guard, going, dropped);
  }

  /**
   * Deletes the content files that the former life of the mount left; cheap where there are none.
   */
  public void finish() throws FsException {
    going.sweep();
  }

  /** Deletes those of some content files that nobody uses and of which no byte is needed. */
  void deleteUnneeded(Collection<Long> inodes) throws FsException {
    going.delete(inodes, environment.ticker().getAsLong());
  }

  /** How many bytes the index does not count any more, while the disk still has them. */
  long goingBytes() {
    return going.bytes().total();
  }

  /** Drops one local copy. */
  public Eviction evict(long inode) throws FsException {
    return evict(List.of(inode), PATIENCE).get(0);
  }

  /**
   * Drops local copies.
   *
   * @param patience how long it waits for files that are in use; for all of them together
   * @return what became of each, once, in the order in which they were first named
   */
  public List<Eviction> evict(Collection<Long> inodes, Duration patience) throws FsException {
    long deadline = environment.ticker().getAsLong() + patience.toNanos();
    Map<Long, Candidate> candidates = judge(inodes);
    new EvictionBatch(means, candidates).run(deadline);
    lookAgain(candidates, deadline);
    return candidates.values().stream().map(Candidate::eviction).toList();
  }

  /**
   * A compare, or the news of our own upload, may have written an object's row anew between the two
   * looks of the batch: that is no reason to keep the bytes, but one to look once more.
   */
  private void lookAgain(Map<Long, Candidate> candidates, long deadline) throws FsException {
    List<Long> busy =
        candidates.values().stream()
            .map(Candidate::eviction)
            .filter(eviction -> eviction.kept().equals(Optional.of(Kept.BUSY)))
            .map(Eviction::inode)
            .toList();
    if (!busy.isEmpty()) {
      Map<Long, Candidate> again = judge(busy);
      new EvictionBatch(means, again).run(deadline);
      candidates.putAll(again);
    }
  }

  /** Decides without doing anything. */
  public List<Eviction> preview(Collection<Long> inodes) throws FsException {
    return judge(inodes).values().stream()
        .map(candidate -> isUsed(candidate) ? candidate.kept(Kept.OPEN) : candidate)
        .map(Candidate::eviction)
        .toList();
  }

  private boolean isUsed(Candidate candidate) {
    return candidate.goes() && environment.files().isUsed(candidate.eviction().inode());
  }

  private Map<Long, Candidate> judge(Collection<Long> inodes) throws FsException {
    Map<Long, Optional<Inode>> rows = new LinkedHashMap<>();
    for (long inode : inodes) {
      // What is fetched but not recorded yet is here, and in use only for that.
      environment.downloader().recordNow(inode);
      rows.put(inode, index.inode(inode));
    }
    Map<Long, Candidate> candidates = new LinkedHashMap<>();
    for (Map.Entry<Long, Facts> facts : index.read(tables -> Facts.of(tables, rows)).entrySet()) {
      candidates.put(facts.getKey(), judge(facts.getKey(), facts.getValue()));
    }
    return candidates;
  }

  private Candidate judge(long inode, Facts facts) throws FsException {
    Verdict verdict = guard.judge(facts);
    long bytes = verdict.kept().isPresent() ? 0 : facts.inode().map(Inode::cached).orElse(0L);
    return new Candidate(
        new Eviction(inode, path(facts), bytes, verdict.kept()), verdict.trusted());
  }

  private String path(Facts facts) throws FsException {
    for (NamedObject name : facts.names()) {
      Optional<String> path = environment.paths().of(name.entry());
      if (path.isPresent()) {
        return path.get();
      }
    }
    return "";
  }
}
