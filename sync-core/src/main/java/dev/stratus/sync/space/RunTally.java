package dev.stratus.sync.space;

import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a run of the optimizer does, and names the first of it. */
final class RunTally {

  /** Enough to show; a run may age millions. */
  private static final int NAMED = 1000;

  private static final class Sum {
    private long files;
    private long bytes;
  }

  private final List<OptimizeResult.Aged> aged = new ArrayList<>();
  private final Map<Kept, Sum> stayed = new EnumMap<>(Kept.class);
  private final List<OptimizeResult.Stayed> kept = new ArrayList<>();
  private long files;
  private long bytes;

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  void aged(Eviction eviction, Inode inode) {
    files++;
    bytes += eviction.bytes();
    if (aged.size() < NAMED) {
      aged.add(new OptimizeResult.Aged(eviction.path(), eviction.bytes(), inode.visit()));
    }
  }

  void stays(String path, Inode inode, Kept reason) {
    add(reason, 1, inode.cached());
    if (kept.size() < NAMED) {
      kept.add(new OptimizeResult.Stayed(path, inode.cached(), reason));
    }
  }

  void add(Kept reason, long count, long size) {
    Sum sum = stayed.computeIfAbsent(reason, key -> new Sum());
    sum.files += count;
    sum.bytes += size;
  }

  /** What stayed is looked at once more. */
  void forgetStayed() {
    stayed.clear();
    kept.clear();
  }

  OptimizeResult result(boolean stopped) {
    List<OptimizeResult.Stay> stays = new ArrayList<>();
    stayed.forEach(
        (reason, sum) -> stays.add(new OptimizeResult.Stay(reason, sum.files, sum.bytes)));
    return new OptimizeResult(files, bytes, stopped, aged, stays, kept);
  }
}
