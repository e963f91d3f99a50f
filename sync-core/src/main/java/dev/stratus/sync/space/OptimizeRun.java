package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the optimizer: ages files, and counts. Used by one thread, stopped by any. */
final class OptimizeRun {

  private static final int BATCH = 32;

  /** What one pass over the files takes. */
  private enum Kind {
    MEDIA,
    OTHERS
  }

  /** A pass, and where it ends. */
  private record Pass(Kind kind, OptimizeRequest request, long until, long cutoff) {}

  private final SpaceEnvironment environment;
  private final Evictor evictor;
  private final MediaFinder media;
  private final OptimizeListener listener;
  private final RunTally tally = new RunTally();
  private volatile boolean stopped;

  OptimizeRun(SpaceEnvironment environment, Evictor evictor, OptimizeListener listener) {
    this.environment = environment;
    this.evictor = evictor;
    this.media = new MediaFinder(environment.index(), environment.store());
    this.listener = listener;
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  long bytes() {
    return tally.bytes();
  }

  OptimizeResult result() {
    return tally.result(stopped);
  }

  /** Ages what a request names, until it has its size or nothing is left: media first. */
  void age(OptimizeRequest request) throws FsException {
    long bytes = tally.bytes();
    long until = bytes + request.size().orElse(Long.MAX_VALUE - bytes);
    long cutoff = environment.nanos().getAsLong() - TimeUnit.DAYS.toNanos(request.days());
    tally.forgetStayed();
    age(new Pass(Kind.MEDIA, request, until, cutoff));
    if (request.allTypes()) {
      age(new Pass(Kind.OTHERS, request, until, cutoff));
    }
    countYoung(cutoff);
  }

  private void countYoung(long cutoff) throws FsException {
    long count = environment.index().read(tables -> tables.inodes().cachedFilesAfter(cutoff));
    if (count > 0) {
      long size = environment.index().read(tables -> tables.inodes().cachedBytesAfter(cutoff));
      tally.add(Kept.YOUNG, count, size);
    }
  }

  private void age(Pass pass) throws FsException {
    Index index = environment.index();
    int passed = 0;
    while (tally.bytes() < pass.until() && !stopped) {
      int offset = passed;
      List<Inode> oldest =
          index.read(tables -> tables.inodes().cachedByVisit(pass.cutoff(), offset, BATCH));
      if (oldest.isEmpty()) {
        return;
      }
      passed += age(oldest, pass);
      listener.progress(tally.files(), tally.bytes(), pass.request().size().orElse(0));
    }
  }

  /** Returns how many of these, from the first on, stay where the next look would find them. */
  private int age(List<Inode> oldest, Pass pass) throws FsException {
    Map<Long, Inode> chosen = new LinkedHashMap<>();
    int staying = 0;
    long expected = tally.bytes();
    for (Inode inode : oldest) {
      if (expected >= pass.until()) {
        break;
      }
      if (isCandidate(inode, pass)) {
        chosen.put(inode.id(), inode);
        expected += inode.cached();
      } else {
        staying++;
      }
    }
    boolean dryRun = pass.request().dryRun();
    for (Eviction eviction : evict(chosen.keySet(), dryRun)) {
      count(eviction, chosen);
      staying += eviction.evicted() && !dryRun ? 0 : 1;
    }
    return staying;
  }

  private List<Eviction> evict(Collection<Long> inodes, boolean dryRun) throws FsException {
    return dryRun ? evictor.preview(inodes) : evictor.evict(inodes, Duration.ZERO);
  }

  private void count(Eviction eviction, Map<Long, Inode> chosen) {
    Inode inode = chosen.get(eviction.inode());
    if (inode == null) {
      throw new IllegalStateException("evicted unasked: inode " + eviction.inode());
    }
    eviction
        .kept()
        .ifPresentOrElse(
            reason -> tally.stays(eviction.path(), inode, reason),
            () -> tally.aged(eviction, inode));
  }

  /** Whether a pass takes a file; what only another pass takes is not counted by this one. */
  private boolean isCandidate(Inode inode, Pass pass) throws FsException {
    List<Entry> names = environment.index().read(tables -> tables.entries().ofInode(inode.id()));
    boolean isMedia = media.isMedia(inode, names);
    boolean isOfThisPass = isMedia == (pass.kind() == Kind.MEDIA);
    Optional<Kept> objection = Optional.empty();
    if (!isOfThisPass && !isMedia && !pass.request().allTypes()) {
      objection = Optional.of(Kept.OTHER_TYPE);
    } else if (isOfThisPass && wasUploadedAfter(inode, pass.cutoff())) {
      objection = Optional.of(Kept.YOUNG);
    }
    if (objection.isPresent()) {
      tally.stays(path(names), inode, objection.get());
    }
    return isOfThisPass && objection.isEmpty();
  }

  private String path(List<Entry> names) throws FsException {
    return names.isEmpty() ? "" : environment.paths().of(names.get(0)).orElse("");
  }

  private boolean wasUploadedAfter(Inode inode, long cutoff) throws FsException {
    List<CloudObject> objects =
        environment.index().read(tables -> tables.objects().ofInode(inode.id()));
    return objects.stream()
        .anyMatch(object -> TimeUnit.MILLISECONDS.toNanos(object.modifiedMillis()) > cutoff);
  }
}
