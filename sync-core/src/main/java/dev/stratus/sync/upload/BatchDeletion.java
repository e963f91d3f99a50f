package dev.stratus.sync.upload;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ListPage;
import dev.stratus.cloud.ListRequest;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.remote.Flights;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many unwanted objects of a directory with few requests, on servers that obey no
 * precondition on DELETE: a listing says which of them are the ones last seen, as a look at each
 * one would.
 */
final class BatchDeletion {

  /** Fewer are deleted one by one, with a look at each: that is as cheap. */
  private static final int WORTHWHILE = 8;

  /** A page is worth asking for when it speaks of so many of them. */
  private static final int PER_PAGE = 50;

  /** What a listing says of so long ago is asked again, one by one. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CloudStore cloud;
  private final Clock clock;
  private final Flights flights;
  private final Unwanted unwanted;

  BatchDeletion(UploadParts parts, Unwanted unwanted) {
    this.cloud = parts.cloud();
    this.clock = parts.clock();
    this.flights = parts.flights();
    this.unwanted = unwanted;
  }

  /**
   * Deletes what can be deleted together.
   *
   * @param objects unwanted ones, in the order of their keys, at most 1,000
   * @return those that are to be deleted one by one
   */
  List<CloudObject> delete(List<CloudObject> objects) throws FsException, CloudException {
    Capabilities server = cloud.capabilities();
    if (server.deleteIfMatch() || server.versioned()) {
      return objects;
    }
    List<CloudObject> left = new ArrayList<>();
    for (List<CloudObject> group : byDirectory(objects).values()) {
      left.addAll(group.size() < WORTHWHILE ? group : deleteGroup(group));
    }
    return left;
  }

  private static Map<String, List<CloudObject>> byDirectory(List<CloudObject> objects) {
    Map<String, List<CloudObject>> groups = new LinkedHashMap<>();
    for (CloudObject object : objects) {
      String key = object.key().value();
      String directory = key.substring(0, key.lastIndexOf('/') + 1);
      groups.computeIfAbsent(directory, name -> new ArrayList<>()).add(object);
    }
    return groups;
  }

  private List<CloudObject> deleteGroup(List<CloudObject> group)
      throws FsException, CloudException {
    Set<CloudObject> left = new HashSet<>(group);
    List<ObjectKey> held = new ArrayList<>();
    try {
      List<CloudObject> ours = new ArrayList<>();
      for (CloudObject object : group) {
        if (flights.tryBegin(List.of(object.key()))) {
          held.add(object.key());
          ours.add(object);
        }
      }
      List<CloudObject> gone = deleteListed(unwanted.release(ours));
      gone.forEach(object -> flights.departed(object.key()));
      unwanted.forget(gone);
      gone.forEach(left::remove);
    } finally {
      flights.end(held);
    }
    return List.copyOf(left);
  }

  /** Returns those that are gone: they were listed as the ones last seen, and then deleted. */
  private List<CloudObject> deleteListed(List<CloudObject> released) throws CloudException {
    if (released.isEmpty()) {
      return released;
    }
    Instant looked = clock.instant();
    Map<ObjectKey, ETag> there = list(released);
    Map<ObjectKey, CloudObject> doomed = new LinkedHashMap<>();
    for (CloudObject object : released) {
      if (object.etag().equals(there.get(object.key()))) {
        doomed.put(object.key(), object);
      }
    }
    if (!doomed.isEmpty()) {
      List<ObjectKey> keys = List.copyOf(doomed.keySet());
      cloud.deleteAll(keys, looked.plus(PATIENCE)).forEach(doomed::remove);
    }
    return List.copyOf(doomed.values());
  }

  /** Lists the directory from the first of them to the last, as far as that is worth it. */
  private Map<ObjectKey, ETag> list(List<CloudObject> released) throws CloudException {
    String first = released.get(0).key().value();
    ObjectKey last = released.get(released.size() - 1).key();
    String directory = first.substring(0, first.lastIndexOf('/') + 1);
    ListRequest request =
        new ListRequest(directory, true, before(first, directory), ListRequest.MAX_PAGE)
            .withoutMetadata();
    Map<ObjectKey, ETag> there = new HashMap<>();
    Optional<String> next = Optional.of("");
    int pages = 1 + released.size() / PER_PAGE;
    while (next.isPresent() && pages > 0 && !there.containsKey(last)) {
      ListPage page = cloud.list(request, next.get());
      page.objects().forEach(info -> there.put(info.key(), info.etag()));
      next = page.next();
      pages--;
    }
    return there;
  }

  /** A place shortly before a key: a listing begins after the one that it is given. */
  private static @Nullable String before(String key, String directory) {
    String shorter = key.substring(0, key.offsetByCodePoints(key.length(), -1));
    return shorter.length() > directory.length() ? shorter : null;
  }
}
