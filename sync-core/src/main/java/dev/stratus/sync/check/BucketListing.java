package dev.stratus.sync.check;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.namespace.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Merges one listing of the bucket with the recorded objects; a page of each is in memory. */
final class BucketListing {

  /** Each is looked at again with a request; more are looked at when these are in order. */
  static final int MOST = 10_000;

  private static final int PAGE = 1_000;

  private final CheckParts parts;
  private final Index index;
  private final List<Difference> found = new ArrayList<>();
  private String last;

  BucketListing(CheckParts parts) {
    this.parts = parts;
    this.index = parts.index();
    this.last = parts.paths().prefix();
  }

  /**
   * Where the two differ, up to {@link #MOST}.
   *
   * @param progress told how many objects were listed so far
   */
  List<Difference> run(LongConsumer progress) throws FsException, CloudException {
    ListRequest request = ListRequest.flat(parts.paths().prefix()).withoutMetadata();
    String next = "";
    long seen = 0;
    do {
      ListPage page = parts.cloud().list(request, next);
      next = page.next().orElse("");
      merge(page.objects(), next.isEmpty());
      seen += page.objects().size();
      progress.accept(seen);
    } while (!next.isEmpty() && found.size() < MOST);
    return found;
  }

  private void merge(List<ObjectInfo> listed, boolean atEnd) throws FsException {
    if (listed.isEmpty() && !atEnd) {
      return;
    }
    String end = atEnd ? null : listed.get(listed.size() - 1).key().value();
    Map<ObjectKey, CloudObject> known = known(end);
    for (ObjectInfo info : listed) {
      CloudObject row = known.remove(info.key());
      if (row == null) {
        add(new Difference(info.key(), null, info));
      } else if (row.entry() != null && !row.etag().equals(info.etag())) {
        add(new Difference(info.key(), row, info));
      }
    }
    for (CloudObject row : known.values()) {
      if (row.entry() != null) {
        add(new Difference(row.key(), row, null));
      }
    }
  }

  /** What is not a file's is nobody's damage. */
  private void add(Difference difference) throws FsException {
    String key = difference.key().value().substring(parts.paths().prefix().length());
    boolean unshown =
        difference.known() == null
            && (key.isEmpty() || Paths.isReserved(key) || Paths.objection(key).isPresent());
    if (!unshown && found.size() < MOST) {
      found.add(difference);
    }
  }

  /** What the index knows after the last key, up to another or to the end of all. */
  private Map<ObjectKey, CloudObject> known(@Nullable String end) throws FsException {
    Map<ObjectKey, CloudObject> rows = new HashMap<>();
    List<CloudObject> page;
    do {
      String after = last;
      page = index.read(tables -> tables.objects().range(after, PAGE));
      for (CloudObject row : page) {
        if (end != null && ObjectKey.compareUtf8(row.key().value(), end) > 0) {
          last = end;
          return rows;
        }
        last = row.key().value();
        if (last.startsWith(parts.paths().prefix())) {
          rows.put(row.key(), row);
        }
      }
    } while (page.size() == PAGE);
    last = end == null ? last : end;
    return rows;
  }
}
