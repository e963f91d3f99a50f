package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheContents;
import dev.stratus.sync.control.CacheRequest;
import dev.stratus.sync.control.CacheState;
import dev.stratus.sync.control.CachedFile;
import dev.stratus.sync.index.CachedEntry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.namespace.Pins;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers {@code cache}: goes through all files with bytes here, a page at a time. */
final class CacheReport {

  private static final int PAGE = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** What it works with. */
  record Sources(Index index, OpenFiles files, Paths paths, Pins pins) {}

  private final Sources from;

  CacheReport(Sources from) {
    this.from = from;
  }

  private static final class Sum {
    private long files;
    private long bytes;

    void add(long more) {
      files++;
      bytes += more;
    }

    Amount amount() {
      return new Amount(files, bytes);
    }
  }

  /** The first of many files in some order; not all of them are in memory. */
  private static final class Top {
    private final int size;
    private final Comparator<CachedFile> order;
    private final List<CachedFile> files = new ArrayList<>();

    Top(int size, Comparator<CachedFile> order) {
      this.size = size;
      this.order = order;
    }

    void offer(CachedFile file) {
      files.add(file);
      if (files.size() >= 2 * size + PAGE) {
        cut();
      }
    }

    List<CachedFile> cut() {
      files.sort(order);
      files.subList(Math.min(size, files.size()), files.size()).clear();
      return files;
    }
  }

  private static final class Tally {
    private final Sum total = new Sum();
    private final Map<CacheState, Sum> states = new EnumMap<>(CacheState.class);
    private final Map<String, Sum> directories = new HashMap<>();
    private final Top largest;
    private final Top oldest;

    Tally(int top) {
      largest = new Top(top, Comparator.comparingLong(CachedFile::bytes).reversed());
      oldest = new Top(top, Comparator.comparing(CachedFile::visited));
    }
  }

  CacheContents of(CacheRequest request) throws FsException {
    String path = request.path() == null ? "" : request.path();
    Tally tally = new Tally(request.top());
    long after = 0;
    List<CachedEntry> page;
    do {
      long from = after;
      page = this.from.index().read(tables -> tables.entries().cached(from, PAGE));
      for (CachedEntry entry : page) {
        if (entry.entry().inode() != after) {
          after = entry.entry().inode();
          add(tally, path, entry);
        }
      }
    } while (page.size() == PAGE);
    return contents(path, tally, request.top());
  }

  private void add(Tally tally, String below, CachedEntry entry) throws FsException {
    Optional<String> path = from.paths().of(entry.entry());
    if (path.isEmpty() || !PendingBelow.isBelow(path.get(), below)) {
      return;
    }
    CacheState state = state(entry);
    tally.total.add(entry.cached());
    tally.states.computeIfAbsent(state, key -> new Sum()).add(entry.cached());
    tally
        .directories
        .computeIfAbsent(directory(path.get(), below), key -> new Sum())
        .add(entry.cached());
    Instant visited = Instant.ofEpochMilli(entry.visit() / NANOS_PER_MILLI);
    CachedFile file = new CachedFile(path.get(), entry.cached(), visited, state);
    tally.largest.offer(file);
    tally.oldest.offer(file);
  }

  private CacheState state(CachedEntry entry) throws FsException {
    long number = entry.entry().inode();
    Optional<Inode> inode = from.index().inode(number);
    boolean isChanged =
        entry.isPending()
            || inode.filter(row -> row.baseGeneration() == row.contentGeneration()).isEmpty();
    if (!entry.hasObject()) {
      return CacheState.ONLY_HERE;
    }
    if (isChanged) {
      return CacheState.CHANGED;
    }
    if (inode.isPresent() && from.pins().isPinned(inode.get())) {
      return CacheState.PINNED;
    }
    return from.files().isUsed(number) ? CacheState.OPEN : CacheState.CAN_GO;
  }

  /** The name of the directory right below a path through which another path leads. */
  private static String directory(String path, String below) {
    if (path.equals(below)) {
      return ".";
    }
    String rest = below.isEmpty() ? path : path.substring(below.length() + 1);
    int slash = rest.indexOf('/');
    return slash < 0 ? "." : rest.substring(0, slash);
  }

  private static CacheContents contents(String path, Tally tally, int top) {
    List<CacheContents.StateShare> states = new ArrayList<>();
    tally.states.forEach(
        (state, sum) -> states.add(new CacheContents.StateShare(state, sum.amount())));
    long inCloud =
        states.stream()
            .filter(share -> share.state().isInCloud())
            .mapToLong(share -> share.amount().bytes())
            .sum();
    return new CacheContents(
        path,
        tally.total.amount(),
        inCloud,
        states,
        directories(tally, top),
        tally.largest.cut(),
        tally.oldest.cut());
  }

  private static List<CacheContents.DirectoryShare> directories(Tally tally, int top) {
    return tally.directories.entrySet().stream()
        .map(entry -> new CacheContents.DirectoryShare(entry.getKey(), entry.getValue().amount()))
        .sorted(
            Comparator.comparingLong((CacheContents.DirectoryShare share) -> share.amount().bytes())
                .reversed())
        .limit(top)
        .toList();
  }
}
