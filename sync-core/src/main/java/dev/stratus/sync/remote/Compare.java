package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One round over the whole bucket: a merge of the listing with what the index knows. */
final class Compare {

  private static final int PAGE = 1_000;

  private final Index index;
  private final Flights flights;
  private final Pages pages;
  private final PageReader reader;
  private final Doubts doubts;
  private final BucketIdentity identity;
  private final RemovalGuard guard;
  private final List<Doubt.Missing> missing = new ArrayList<>();

  /** The last key that was compared. */
  private String last;

  private long seen;

  /** What a round works with. */
  record Means(
      Pages pages, PageReader reader, Doubts doubts, BucketIdentity identity, RemovalGuard guard) {}

  Compare(RemoteParts parts, Means means) {
    this.index = parts.index();
    this.flights = parts.flights();
    this.pages = means.pages();
    this.reader = means.reader();
    this.doubts = means.doubts();
    this.identity = means.identity();
    this.guard = means.guard();
    this.last = parts.paths().prefix();
  }

  /**
   * Runs the round.
   *
   * @param progress told how many objects were seen so far
   * @return whether it came to its end; it does not in a bucket that is not ours
   */
  boolean run(LongConsumer progress, BooleanSupplier closed) throws FsException, CloudException {
    try (Pages.Ahead ahead = pages.flat()) {
      Optional<Pages.Page> page = ahead.next();
      if (page.isPresent() && !isOurs(page.get().listed())) {
        return false;
      }
      while (page.isPresent() && !closed.getAsBoolean()) {
        ListPage listed = page.get().listed();
        merge(listed, page.get().asked());
        seen += listed.objects().size();
        progress.accept(seen);
        page = ahead.next();
      }
      if (page.isPresent()) {
        return false;
      }
    }
    decideMissing(closed);
    return !closed.getAsBoolean();
  }

  private void merge(ListPage listed, long asked) throws FsException, CloudException {
    List<ObjectInfo> objects = listed.objects();
    @Nullable String end =
        listed.next().isEmpty() || objects.isEmpty()
            ? null
            : objects.get(objects.size() - 1).key().value();
    if (listed.next().isPresent() && end == null) {
      return;
    }
    Map<ObjectKey, CloudObject> known = known(end);
    List<ObjectInfo> news = new ArrayList<>();
    for (ObjectInfo info : objects) {
      CloudObject row = known.remove(info.key());
      if (row == null || !Importer.isSame(row, info)) {
        news.add(info);
      }
    }
    for (CloudObject row : known.values()) {
      if (row.entry() != null && row.seq() <= asked && !flights.touched(row.key(), asked)) {
        missing.add(new Doubt.Missing(row, asked));
      }
    }
    reader.read(news, asked);
  }

  /** What the index knows after the last key, up to another or to the end of all. */
  private Map<ObjectKey, CloudObject> known(@Nullable String end) throws FsException {
    Map<ObjectKey, CloudObject> found = new HashMap<>();
    while (true) {
      String after = last;
      List<CloudObject> rows = index.read(tables -> tables.objects().range(after, PAGE));
      for (CloudObject row : rows) {
        if (end != null && ObjectKey.compareUtf8(row.key().value(), end) > 0) {
          last = end;
          return found;
        }
        found.put(row.key(), row);
        last = row.key().value();
      }
      if (rows.size() < PAGE) {
        last = end == null ? last : end;
        return found;
      }
    }
  }

  private boolean isOurs(ListPage first) throws FsException, CloudException {
    BucketIdentity.Found found = identity.look(first);
    boolean empty = first.objects().isEmpty() && first.next().isEmpty();
    long known =
        found == BucketIdentity.Found.SAME ? 0 : index.read(tables -> tables.objects().count());
    return guard.passes(found, empty, known);
  }

  /**
   * Only now: a file that was renamed in the cloud has been found under its other key by now, and
   * its row has moved there.
   */
  private void decideMissing(BooleanSupplier closed) throws FsException, CloudException {
    List<Doubt.Missing> gone = stillMissing();
    long known = gone.isEmpty() ? 0 : index.read(tables -> tables.objects().count());
    if (!guard.mayRemove(gone.size() - changedHere(gone), known)) {
      return;
    }
    for (Doubt.Missing doubt : gone) {
      if (closed.getAsBoolean()) {
        return;
      }
      doubts.decide(doubt);
    }
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

  /** What was changed here goes up again, if its bytes are here. */
  private long changedHere(List<Doubt.Missing> gone) throws FsException {
    long count = 0;
    for (Doubt.Missing doubt : gone) {
      Long entry = doubt.known().entry();
      if (entry != null && index.read(tables -> tables.pending().get(entry)).isPresent()) {
        count++;
      }
    }
    return count;
  }
}
