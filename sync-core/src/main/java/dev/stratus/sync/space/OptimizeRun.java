package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the optimizer: ages media, and counts. Used by one thread, stopped by any. */
final class OptimizeRun {

  private static final int BATCH = 32;

  /** Enough to show; a run may age millions. */
  private static final int NAMED = 1000;

  private final SpaceEnvironment environment;
  private final Evictor evictor;
  private final OptimizeListener listener;
  private final List<OptimizeResult.Aged> aged = new ArrayList<>();
  private long files;
  private long bytes;
  private volatile boolean stopped;

  OptimizeRun(SpaceEnvironment environment, Evictor evictor, OptimizeListener listener) {
    this.environment = environment;
    this.evictor = evictor;
    this.listener = listener;
  }

  void stop() {
    stopped = true;
  }

  long bytes() {
    return bytes;
  }

  OptimizeResult result() {
    return new OptimizeResult(files, bytes, stopped, aged);
  }

  /** Ages what a request names, until it has its size or nothing is left. */
  void age(OptimizeRequest request) throws FsException {
    long until = bytes + request.size().orElse(Long.MAX_VALUE - bytes);
    long cutoff = environment.nanos().getAsLong() - TimeUnit.DAYS.toNanos(request.days());
    Index index = environment.index();
    int passed = 0;
    while (bytes < until && !stopped) {
      int offset = passed;
      List<Inode> oldest =
          index.read(tables -> tables.inodes().cachedByVisit(cutoff, offset, BATCH));
      if (oldest.isEmpty()) {
        return;
      }
      passed += age(oldest, request, until - bytes, cutoff);
      listener.progress(files, bytes, request.size().orElse(0));
    }
  }

  /** Returns how many of these, from the first on, stay where the next look would find them. */
  private int age(List<Inode> oldest, OptimizeRequest request, long wanted, long cutoff)
      throws FsException {
    Map<Long, Inode> chosen = new LinkedHashMap<>();
    int staying = 0;
    long expected = 0;
    for (Inode inode : oldest) {
      if (expected >= wanted) {
        break;
      }
      if (isCandidate(inode, cutoff)) {
        chosen.put(inode.id(), inode);
        expected += inode.cached();
      } else {
        staying++;
      }
    }
    for (Eviction eviction : evict(chosen.keySet(), request.dryRun())) {
      if (eviction.evicted()) {
        count(eviction, chosen.get(eviction.inode()));
      }
      staying += eviction.evicted() && !request.dryRun() ? 0 : 1;
    }
    return staying;
  }

  private List<Eviction> evict(Collection<Long> inodes, boolean dryRun) throws FsException {
    if (!dryRun) {
      return evictor.evict(inodes, Duration.ZERO);
    }
    List<Eviction> previews = new ArrayList<>();
    for (long inode : inodes) {
      previews.add(evictor.preview(inode));
    }
    return previews;
  }

  private void count(Eviction eviction, @Nullable Inode inode) {
    files++;
    bytes += eviction.bytes();
    if (inode != null && aged.size() < NAMED) {
      aged.add(new OptimizeResult.Aged(eviction.path(), eviction.bytes(), inode.visit()));
    }
  }

  private boolean isCandidate(Inode inode, long cutoff) throws FsException {
    return inode.isRegular()
        && environment.index().read(tables -> isOldMedium(tables, inode.id(), cutoff));
  }

  private static boolean isOldMedium(Tables tables, long inode, long cutoff) throws FsException {
    for (CloudObject object : tables.objects().ofInode(inode)) {
      if (TimeUnit.MILLISECONDS.toNanos(object.modifiedMillis()) > cutoff) {
        return false;
      }
    }
    return tables.entries().ofInode(inode).stream().map(Entry::name).anyMatch(Media::isMedia);
  }
}
