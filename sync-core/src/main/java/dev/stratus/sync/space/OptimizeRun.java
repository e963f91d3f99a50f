package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CachedFile;
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

  /** After as many, progress is told, and a stop is heard. */
  private static final int PAGE = 32;

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
    OldestFirst files =
        new OldestFirst(
            PAGE,
            (last, limit) ->
                index.read(tables -> tables.inodes().cachedByVisit(last, pass.cutoff(), limit)));
    while (tally.bytes() < pass.until() && !stopped) {
      List<CachedFile> page = files.page();
      if (page.isEmpty()) {
        return;
      }
      age(page, files, pass);
      listener.progress(tally.files(), tally.bytes(), pass.request().size().orElse(0));
    }
  }

  /** Ages the first files of a page that together have what is still wanted. */
  private void age(List<CachedFile> page, OldestFirst files, Pass pass) throws FsException {
    Map<Long, Inode> chosen = new LinkedHashMap<>();
    long expected = tally.bytes();
    for (CachedFile file : page) {
      if (expected >= pass.until()) {
        break;
      }
      files.taken(file);
      Optional<Inode> inode = environment.index().inode(file.inode());
      if (inode.isPresent() && isCandidate(inode.get(), pass)) {
        chosen.put(file.inode(), inode.get());
        expected += file.cached();
      }
    }
    for (Eviction eviction : evict(chosen.keySet(), pass.request().dryRun())) {
      count(eviction, chosen);
    }
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
