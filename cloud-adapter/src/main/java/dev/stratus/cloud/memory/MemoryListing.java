package dev.stratus.cloud.memory;

import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one page out of sorted objects. A continuation names the last key or prefix that was given,
 * so it stays good whatever is written between two pages.
 */
final class MemoryListing {

  /** The character after the delimiter: the first key beyond {@code a/…} is {@code a0}. */
  private static final char AFTER_DELIMITER = '/' + 1;

  private final NavigableMap<String, StoredObject> objects;
  private final ListRequest request;
  private final boolean withMetadata;
  private final List<ObjectInfo> infos = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();

  private MemoryListing(
      NavigableMap<String, StoredObject> objects, ListRequest request, boolean withMetadata) {
    this.objects = objects;
    this.request = request;
    this.withMetadata = withMetadata;
  }

  static ListPage page(
      NavigableMap<String, StoredObject> objects,
      ListRequest request,
      String continuation,
      boolean withMetadata) {
    return new MemoryListing(objects, request, withMetadata).page(continuation);
  }

  private ListPage page(String continuation) {
    Map.@Nullable Entry<String, StoredObject> entry = first(continuation);
    String last = "";
    while (entry != null && entry.getKey().startsWith(request.prefix())) {
      if (infos.size() + prefixes.size() == request.pageSize()) {
        return new ListPage(infos, prefixes, Optional.of(last));
      }
      String key = entry.getKey();
      int delimiter = request.delimited() ? key.indexOf('/', request.prefix().length()) : -1;
      if (delimiter < 0) {
        infos.add(entry.getValue().info(new ObjectKey(key), withMetadata));
        last = "k" + key;
        entry = objects.higherEntry(key);
      } else {
        String prefix = key.substring(0, delimiter + 1);
        prefixes.add(prefix);
        last = "p" + prefix;
        entry = beyond(prefix);
      }
    }
    return new ListPage(infos, prefixes, Optional.empty());
  }

  private Map.@Nullable Entry<String, StoredObject> first(String continuation) {
    if (continuation.startsWith("p")) {
      return beyond(continuation.substring(1));
    }
    String after = continuation.isEmpty() ? request.startAfter() : continuation.substring(1);
    if (after == null || ObjectKey.compareUtf8(after, request.prefix()) < 0) {
      return objects.ceilingEntry(request.prefix());
    }
    return objects.higherEntry(after);
  }

  private Map.@Nullable Entry<String, StoredObject> beyond(String prefix) {
    return objects.ceilingEntry(prefix.substring(0, prefix.length() - 1) + AFTER_DELIMITER);
  }
}
