package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CleanCacheRequest;
import dev.stratus.sync.control.CleanCacheResult;
import dev.stratus.sync.control.RemainingFile;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.space.Eviction;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Drops the local copies below some paths, and names each file that keeps its own. */
final class CacheCleaning {

  /** How many go with one sync of the index. */
  private static final int BATCH = 500;

  /** How long a batch waits for files that are in use for a moment. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final int NAMED = 1000;

  private final Index index;
  private final Subtree subtree;
  private final FileStates states;
  private final Evictor evictor;
  private final Supplier<Set<String>> mapped;

  CacheCleaning(
      Index index,
      Subtree subtree,
      FileStates states,
      Evictor evictor,
      Supplier<Set<String>> mapped) {
    this.index = index;
    this.subtree = subtree;
    this.states = states;
    this.evictor = evictor;
    this.mapped = mapped;
  }

  /** What a run has done so far. */
  private static final class Tally {
    private final List<Long> batch = new ArrayList<>();
    private final List<RemainingFile> kept = new ArrayList<>();
    private long files;
    private long bytes;
    private long keptCount;

    /** Looked for when the first file is in use. */
    private @Nullable Set<String> mapped;
  }

  CleanCacheResult run(CleanCacheRequest request) throws FsException {
    Tally tally = new Tally();
    int depth = request.recursive() ? Integer.MAX_VALUE : 1;
    for (String path : request.paths()) {
      subtree.walk(path, depth, (below, inode) -> add(tally, inode, request.dryRun()));
    }
    evict(tally, request.dryRun());
    return new CleanCacheResult(
        request.dryRun(), new Amount(tally.files, tally.bytes), tally.keptCount, tally.kept);
  }

  private void add(Tally tally, Inode inode, boolean dryRun) throws FsException {
    if (inode.isRegular()) {
      tally.batch.add(inode.id());
      if (tally.batch.size() == BATCH) {
        evict(tally, dryRun);
      }
    }
  }

  private void evict(Tally tally, boolean dryRun) throws FsException {
    List<Eviction> evictions =
        dryRun ? evictor.preview(tally.batch) : evictor.evict(tally.batch, PATIENCE);
    tally.batch.clear();
    for (Eviction eviction : evictions) {
      count(tally, eviction);
    }
  }

  private void count(Tally tally, Eviction eviction) throws FsException {
    Optional<Kept> kept = eviction.kept();
    if (kept.isEmpty()) {
      tally.files++;
      tally.bytes += eviction.bytes();
    } else if (kept.get().isRefusal()) {
      tally.keptCount++;
      if (tally.kept.size() < NAMED) {
        tally.kept.add(
            new RemainingFile(
                eviction.path(), state(eviction.inode()), reason(tally, eviction, kept.get())));
      }
    }
  }

  private String reason(Tally tally, Eviction eviction, Kept kept) {
    if (kept != Kept.OPEN) {
      return kept.reason();
    }
    Set<String> all = tally.mapped;
    if (all == null) {
      all = mapped.get();
      tally.mapped = all;
    }
    return (all.contains(eviction.path()) ? Kept.MAPPED : kept).reason();
  }

  private String state(long id) throws FsException {
    Optional<Inode> inode = index.inode(id);
    return (inode.isPresent() ? states.of(inode.get()) : FileSyncState.COMPLETED).name();
  }
}
