package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
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
  private final List<Doubt.Missing> missing = new ArrayList<>();

  /** The last key that was compared. */
  private String last;

  private long seen;

  Compare(
      RemoteParts parts, Pages pages, PageReader reader, Doubts doubts, BucketIdentity identity) {
    this.index = parts.index();
    this.flights = parts.flights();
    this.pages = pages;
    this.reader = reader;
    this.doubts = doubts;
    this.identity = identity;
    this.last = parts.paths().prefix();
  }

  /**
   * Runs the round.
   *
   * @param progress told how many objects were seen so far
   * @return whether it came to its end
   */
  boolean run(LongConsumer progress, BooleanSupplier closed) throws FsException, CloudException {
    try (Pages.Ahead ahead = pages.flat()) {
      Optional<Pages.Page> page = ahead.next();
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

  /**
   * Only now: a file that was renamed in the cloud has been found under its other key by now, and
   * its row has moved there.
   */
  private void decideMissing(BooleanSupplier closed) throws FsException, CloudException {
    if (missing.isEmpty()) {
      return;
    }
    identity.requireSame();
    if (seen == 0) {
      throw new FsException(
          FsFailure.NOT_PERMITTED,
          "the bucket is empty, which it was not: nothing is removed here because of that");
    }
    for (Doubt.Missing doubt : missing) {
      if (closed.getAsBoolean()) {
        return;
      }
      doubts.decide(doubt);
    }
  }
}
