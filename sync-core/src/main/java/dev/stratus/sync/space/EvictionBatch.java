package dev.stratus.sync.space;

import static java.util.Objects.requireNonNull;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Visited;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Local copies on their way out, all together: the index forgets their bytes in one change for each
 * chunk of files that nobody uses, it is synced once, then the content files go. Used by one
 * thread.
 */
final class EvictionBatch {

  /** Who uses a file whose bytes are forgotten already is mostly the chore that syncs it. */
  private static final long SYNC_PATIENCE = TimeUnit.MILLISECONDS.toNanos(20);

  /** One change of the index; who wants to change it too waits for some milliseconds. */
  private static final int CHUNK = 64;

  private final Means means;
  private final Index index;
  private final GoingCopies going;
  private final Map<Long, Candidate> candidates;
  private final List<String> notes = new ArrayList<>();

  /**
   * What every batch works with.
   *
   * @param dropped is told the inode of each local copy that the index forgot
   */
  record Means(
      SpaceEnvironment environment, EvictionGuard guard, GoingCopies going, LongConsumer dropped) {}

  /** What the change of a chunk decided, and where it noted whose content files go. */
  private record Decision(
      Map<Long, Candidate> candidates, List<Long> gone, Optional<String> note) {}

  /**
   * Over what a first look decided.
   *
   * @param candidates by inode; what has become of each is put in the place of what was expected
   */
  EvictionBatch(Means means, Map<Long, Candidate> candidates) {
    this.means = means;
    this.index = means.environment().index();
    this.going = means.going();
    this.candidates = candidates;
  }

  /**
   * Drops what may go.
   *
   * @param deadline when, by the ticker, files in use are given up
   */
  void run(long deadline) throws FsException {
    List<Long> chosen = going();
    if (!chosen.isEmpty()) {
      means.environment().cloud().sync();
      OnceUnused onceUnused = new OnceUnused(means.environment(), CHUNK, this::letGo);
      keepOpen(onceUnused.run(chosen, deadline, this::forget));
      index.sync();
    }
    delete();
  }

  /** Perhaps only the downloader uses it; where a program reads too, its read-ahead goes on. */
  private void letGo(long inode) {
    if (means.environment().files().users(inode) == 1) {
      means.environment().downloader().letGo(inode);
    }
  }

  private List<Long> going() {
    return candidates.values().stream()
        .filter(Candidate::goes)
        .map(candidate -> candidate.eviction().inode())
        .toList();
  }

  private void keepOpen(Collection<Long> used) {
    used.forEach(inode -> candidates.computeIfPresent(inode, (key, old) -> old.kept(Kept.OPEN)));
  }

  /** Makes the index forget that the bytes of these are here. */
  private void forget(Set<Long> unused) throws FsException {
    unused.forEach(inode -> going.bytes().put(inode, expected(inode).eviction().bytes()));
    Decision decision;
    try {
      decision = index.changeAlways(change -> forget(change, unused));
    } catch (FsException | RuntimeException e) {
      unused.forEach(going.bytes()::remove);
      throw e;
    }
    candidates.putAll(decision.candidates());
    unused.forEach(inode -> count(expected(inode)));
    decision.note().ifPresent(notes::add);
    decision.gone().forEach(means.dropped()::accept);
  }

  private Candidate expected(long inode) {
    return requireNonNull(candidates.get(inode));
  }

  /** The index may have counted more than was seen before, or keeps the bytes. */
  private void count(Candidate candidate) {
    Eviction eviction = candidate.eviction();
    if (candidate.goes()) {
      going.bytes().put(eviction.inode(), eviction.bytes());
    } else {
      going.bytes().remove(eviction.inode());
    }
  }

  private Decision forget(IndexChange change, Set<Long> unused) throws FsException {
    Map<Long, Optional<Inode>> rows = new LinkedHashMap<>();
    for (long inode : unused) {
      rows.put(inode, change.inode(inode));
    }
    Map<Long, Candidate> decided = new LinkedHashMap<>();
    List<Long> gone = new ArrayList<>();
    for (Map.Entry<Long, Facts> facts : Facts.of(change.tables(), rows).entrySet()) {
      Candidate candidate = decide(facts.getValue(), expected(facts.getKey()));
      decided.put(facts.getKey(), candidate);
      Optional<Inode> row = facts.getValue().inode();
      if (candidate.goes() && row.isPresent()) {
        forget(change, row.get());
        gone.add(facts.getKey());
      }
    }
    Optional<String> note =
        gone.isEmpty() ? Optional.empty() : Optional.of(GoingCopies.note(change, gone));
    return new Decision(decided, gone, note);
  }

  /** Looks again at what the first look found. */
  private Candidate decide(Facts facts, Candidate before) throws FsException {
    Verdict verdict = means.guard().judge(facts);
    if (verdict.kept().isPresent()) {
      return before.kept(verdict.kept().get());
    }
    List<CloudObject> trusted = verdict.trusted();
    if (facts.inode().isEmpty() || !trusted.equals(before.trusted())) {
      // Uploaded anew since the cloud was synced.
      return before.kept(Kept.BUSY);
    }
    Eviction old = before.eviction();
    long bytes = facts.inode().get().cached();
    return new Candidate(new Eviction(old.inode(), old.path(), bytes, Optional.empty()), trusted);
  }

  private static void forget(IndexChange change, Inode inode) throws FsException {
    change.deletePresence(inode.id());
    Inode.Edit next = inode.edit().base(inode.contentGeneration(), inode.size());
    change.put(next.cached(0).visited(Visited.NEVER).done());
  }

  /** Deletes content files; those too that a batch of former times left. */
  private void delete() throws FsException {
    long now = means.environment().ticker().getAsLong();
    Set<Long> used = going.delete(going(), now + SYNC_PATIENCE);
    going.delete(leftOver(), now);
    keepOpen(used.stream().filter(going.bytes()::has).toList());
    if (used.isEmpty()) {
      going.forget(notes);
    }
  }

  private List<Long> leftOver() {
    return candidates.values().stream()
        .map(Candidate::eviction)
        .filter(eviction -> eviction.kept().equals(Optional.of(Kept.ALREADY_CLOUD_ONLY)))
        .map(Eviction::inode)
        .toList();
  }
}
