package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One round over the whole bucket: a merge of the listing with what the index knows. */
final class Compare {

  private static final int PAGE = 1_000;

  /** Rows that are kept in memory until all is listed: some megabytes. */
  private static final int MAX_COLLECTED = 10_000;

  private final Index index;
  private final Flights flights;
  private final Pages pages;
  private final PageReader reader;
  private final Doubts doubts;
  private final BucketIdentity identity;
  private final RemovalGuard guard;
  private final MetadataOnDemand metadata;
  private final HollowDirectories directories;
  private final OldFindings findings;
  private final List<Doubt.Missing> missing = new ArrayList<>();

  private final String prefix;

  /** The last key that was compared. */
  private String last;

  private long misses;

  /** What a round works with. */
  record Means(
      Pages pages, PageReader reader, Doubts doubts, BucketIdentity identity, RemovalGuard guard) {}

  /**
   * @param wasListed whether a round came to its end before, in this life or a former one
   */
  Compare(RemoteParts parts, Means means, boolean wasListed) {
    this.index = parts.index();
    this.flights = parts.flights();
    this.pages = means.pages();
    this.reader = means.reader();
    this.doubts = means.doubts();
    this.identity = means.identity();
    this.guard = means.guard();
    this.directories = new HollowDirectories(index);
    this.findings = new OldFindings(index);
    this.metadata = new MetadataOnDemand(parts, wasListed);
    this.prefix = parts.paths().prefix();
    this.last = prefix;
  }

  /** What is done with a row whose object was not listed. */
  private interface Missed {
    void accept(Doubt.Missing doubt) throws FsException, CloudException;
  }

  /**
   * Runs the round.
   *
   * @param progress told how many objects were seen so far
   * @return whether it came to its end; it does not in a bucket that is not ours
   */
  boolean run(LongConsumer progress, BooleanSupplier closed) throws FsException, CloudException {
    List<Long> hollow = directories.find();
    findings.begin();
    boolean ended = compareAll(progress, closed);
    if (ended) {
      directories.remove(hollow);
      findings.end();
    }
    return ended;
  }

  private boolean compareAll(LongConsumer progress, BooleanSupplier closed)
      throws FsException, CloudException {
    if (!list(progress, closed, this::collect)) {
      return false;
    }
    if (misses > missing.size()) {
      return decideMany(progress, closed);
    }
    return findRenamed(progress, closed) && decideMissing(closed);
  }

  /** So many at once are counted first, lest an emptied bucket fills the memory. */
  private void collect(Doubt.Missing doubt) {
    misses++;
    if (missing.size() < MAX_COLLECTED) {
      missing.add(doubt);
    }
  }

  /** Lists once; false if it was not ours, or there is no time any more. */
  private boolean list(LongConsumer progress, BooleanSupplier closed, Missed missed)
      throws FsException, CloudException {
    last = prefix;
    long seen = 0;
    try (Pages.Ahead ahead = pages.flat(metadata::isExpected)) {
      Optional<Pages.Page> page = ahead.next();
      if (page.isPresent() && !isOurs(page.get().listed())) {
        return false;
      }
      while (page.isPresent() && !closed.getAsBoolean()) {
        merge(page.get(), missed);
        seen += page.get().listed().objects().size();
        progress.accept(seen);
        page = ahead.next();
      }
      return page.isEmpty();
    }
  }

  private void merge(Pages.Page page, Missed missed) throws FsException, CloudException {
    ListPage listed = page.listed();
    List<ObjectInfo> objects = listed.objects();
    @Nullable String end =
        listed.next().isEmpty() || objects.isEmpty()
            ? null
            : objects.get(objects.size() - 1).key().value();
    if (listed.next().isPresent() && end == null) {
      return;
    }
    Map<ObjectKey, ObjectInfo> news = new LinkedHashMap<>();
    objects.forEach(info -> news.put(info.key(), info));
    List<CloudObject> rows = rows(end);
    while (!rows.isEmpty()) {
      for (CloudObject row : rows) {
        compare(row, news, page.asked(), missed);
      }
      rows = rows(end);
    }
    last = end == null ? last : end;
    findings.lookedAt(news.keySet());
    reader.read(prefix, metadata.of(page, List.copyOf(news.values())), page.asked());
  }

  /** Takes out of the news what is no news. */
  private void compare(CloudObject row, Map<ObjectKey, ObjectInfo> news, long asked, Missed missed)
      throws FsException, CloudException {
    ObjectInfo info = news.get(row.key());
    if (info != null && Importer.isSame(row, info)) {
      news.remove(row.key());
    } else if (info == null
        && row.entry() != null
        && row.seq() <= asked
        && !flights.touched(row.key(), asked)) {
      missed.accept(new Doubt.Missing(row, asked));
    }
  }

  /** The next rows that the index has, up to a key or to the end of all; empty after the last. */
  private List<CloudObject> rows(@Nullable String end) throws FsException {
    String after = last;
    List<CloudObject> found = new ArrayList<>();
    for (CloudObject row : index.read(tables -> tables.objects().range(after, PAGE))) {
      if (end != null && ObjectKey.compareUtf8(row.key().value(), end) > 0) {
        break;
      }
      found.add(row);
      last = row.key().value();
    }
    return found;
  }

  private boolean isOurs(ListPage first) throws FsException, CloudException {
    BucketIdentity.Found found = identity.look(first);
    boolean empty = first.objects().isEmpty() && first.next().isEmpty();
    long known =
        found == BucketIdentity.Found.SAME ? 0 : index.read(tables -> tables.objects().count());
    return guard.passes(found, empty, known);
  }

  /**
   * Where files are being renamed while this runs, a listing may have passed the new key before it
   * was made, and the old one after it was gone. One that is asked for now has all new keys of
   * those that are missing.
   */
  private boolean findRenamed(LongConsumer progress, BooleanSupplier closed)
      throws FsException, CloudException {
    if (missing.isEmpty() || !doubts.seesRenames()) {
      return !closed.getAsBoolean();
    }
    for (Doubt.Missing doubt : stillMissing()) {
      if (!closed.getAsBoolean()) {
        doubts.moveOn(doubt);
      }
    }
    return stillMissing().isEmpty() ? !closed.getAsBoolean() : list(progress, closed, gone -> {});
  }

  /**
   * Only now: a file that was renamed in the cloud has been found under its other key by now, and
   * its row has moved there.
   */
  private boolean decideMissing(BooleanSupplier closed) throws FsException, CloudException {
    List<Doubt.Missing> gone = stillMissing();
    long known = gone.isEmpty() ? 0 : index.read(tables -> tables.objects().count());
    if (!guard.mayRemove(gone.size() - changedHere(gone), known)) {
      return !closed.getAsBoolean();
    }
    for (Doubt.Missing doubt : gone) {
      if (closed.getAsBoolean()) {
        return false;
      }
      doubts.decide(doubt);
    }
    return !closed.getAsBoolean();
  }

  /**
   * Lists once more to count, since what was renamed has moved by now, and once more to decide one
   * after the other.
   */
  private boolean decideMany(LongConsumer progress, BooleanSupplier closed)
      throws FsException, CloudException {
    missing.clear();
    long[] gone = new long[1];
    if (!list(progress, closed, doubt -> gone[0] += isChangedHere(doubt) ? 0 : 1)) {
      return false;
    }
    long known = index.read(tables -> tables.objects().count());
    return !guard.mayRemove(gone[0], known) || list(progress, closed, doubts::decide);
  }

  private List<Doubt.Missing> stillMissing() throws FsException {
    List<Doubt.Missing> found = new ArrayList<>();
    for (Doubt.Missing doubt : missing) {
      CloudObject row = doubt.known();
      if (index.read(tables -> tables.objects().get(row.key())).equals(Optional.of(row))) {
        found.add(doubt);
      }
    }
    return found;
  }

  private long changedHere(List<Doubt.Missing> gone) throws FsException {
    long count = 0;
    for (Doubt.Missing doubt : gone) {
      count += isChangedHere(doubt) ? 1 : 0;
    }
    return count;
  }

  /** What was changed here goes up again, if its bytes are here. */
  private boolean isChangedHere(Doubt.Missing doubt) throws FsException {
    Long entry = doubt.known().entry();
    return entry != null && index.read(tables -> tables.pending().get(entry)).isPresent();
  }
}
