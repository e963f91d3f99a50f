package dev.stratus.sync.remote;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Reads what the bucket has in one directory, or below it. */
final class DirectoryReader {

  private static final int PAGE = 1_000;

  /** More new directories at once are the compare's. */
  private static final int MAX_HOLLOW = 16;

  private final Index index;
  private final Paths paths;
  private final Clock clock;
  private final Flights flights;
  private final Adoption adoption;
  private final Compare.Means means;
  private final LongSupplier objects;
  private final BooleanSupplier closed;

  /**
   * @param objects how many the bucket has, about
   */
  DirectoryReader(
      RemoteParts parts, Compare.Means means, LongSupplier objects, BooleanSupplier closed) {
    this.index = parts.index();
    this.paths = parts.paths();
    this.clock = parts.clock();
    this.flights = parts.flights();
    this.adoption = parts.adoption();
    this.means = means;
    this.objects = objects;
    this.closed = closed;
  }

  /** Reads all that is below a directory, which is not known yet. */
  void listBelow(long directory, Errand errand) throws FsException, CloudException {
    Optional<String> prefix = paths.prefixOf(directory);
    if (prefix.isEmpty()) {
      return;
    }
    try (Pages.Ahead ahead = means.pages().below(prefix.get(), errand::ask)) {
      Optional<Pages.Page> page = ahead.next();
      while (page.isPresent() && !closed.getAsBoolean()) {
        errand.progress();
        means.reader().read(prefix.get(), page.get().listed().objects(), page.get().asked());
        page = ahead.next();
      }
    }
    finishListing(directory, prefix);
  }

  /** Reads a directory that is not known yet. */
  void list(long directory, Errand errand) throws FsException, CloudException {
    Optional<String> prefix = paths.prefixOf(directory);
    if (prefix.isEmpty()) {
      return;
    }
    try (Pages.Ahead ahead = means.pages().of(prefix.get(), errand::ask)) {
      read(ahead, prefix.get(), errand, new HashSet<>());
    }
    finishListing(directory, prefix);
  }

  /**
   * Looks again at a directory that is known: what is new and changed in it, and which files are
   * gone.
   */
  void refresh(long directory, Errand errand) throws FsException, CloudException {
    Optional<String> prefix = paths.prefixOf(directory);
    if (prefix.isEmpty() || means.guard().isBucketHeld()) {
      return;
    }
    Set<String> there = new HashSet<>();
    try (Pages.Ahead ahead = means.pages().of(prefix.get(), errand::ask)) {
      long asked = read(ahead, prefix.get(), errand, there);
      if (!closed.getAsBoolean()) {
        decideMissing(directory, prefix.get(), new Seen(there, asked));
      }
    }
    for (long hollow : hollow(directory)) {
      list(hollow, errand);
    }
  }

  /** Directories that only follow from keys, of which none is known yet: they are new. */
  private List<Long> hollow(long directory) throws FsException {
    return index.read(
        tables -> {
          List<Long> found = new ArrayList<>();
          for (Entry entry : tables.entries().list(directory, 0, PAGE)) {
            boolean empty =
                tables.inodes().get(entry.inode()).filter(DirectoryReader::follows).isPresent()
                    && tables.entries().isEmpty(entry.inode());
            if (empty && found.size() < MAX_HOLLOW) {
              found.add(entry.inode());
            }
          }
          return found;
        });
  }

  private static boolean follows(Inode inode) {
    return inode.isDirectory() && !inode.isExplicit() && !inode.isListed();
  }

  /**
   * What a listing brought.
   *
   * @param asked the counter when it was asked for
   */
  private record Seen(Set<String> keys, long asked) {}

  /** Returns the counter when the listing was asked for. */
  private long read(Pages.Ahead ahead, String prefix, Errand errand, Set<String> keys)
      throws FsException, CloudException {
    long asked = 0;
    Optional<Pages.Page> page = ahead.next();
    while (page.isPresent() && !closed.getAsBoolean()) {
      errand.progress();
      asked = page.get().asked();
      means.reader().read(prefix, page.get().listed().objects(), asked);
      for (ObjectInfo info : page.get().listed().objects()) {
        keys.add(info.key().value());
      }
      follow(page.get().listed().commonPrefixes(), asked);
      page = ahead.next();
    }
    return asked;
  }

  private void decideMissing(long directory, String prefix, Seen seen)
      throws FsException, CloudException {
    long after = 0;
    List<Entry> entries;
    do {
      long from = after;
      entries = index.read(tables -> tables.entries().list(directory, from, PAGE));
      for (Entry entry : entries) {
        after = entry.id();
        Optional<CloudObject> known = index.read(tables -> tables.objects().ofEntry(entry.id()));
        if (known.isPresent()
            && isMissing(known.get(), prefix, seen)
            && !remove(known.get(), seen)) {
          return;
        }
      }
    } while (entries.size() == PAGE && !closed.getAsBoolean());
  }

  private boolean isMissing(CloudObject known, String prefix, Seen seen) {
    String key = known.key().value();
    return key.startsWith(prefix)
        && key.indexOf('/', prefix.length()) < 0
        && !seen.keys().contains(key)
        && known.seq() <= seen.asked()
        && !flights.touched(known.key(), seen.asked());
  }

  /** Returns false if so many are gone that only a compare may go on. */
  private boolean remove(CloudObject known, Seen seen) throws FsException, CloudException {
    if (!means.guard().mayRemoveOne(objects.getAsLong())) {
      return false;
    }
    means.doubts().decide(new Doubt.Missing(known, seen.asked()));
    return true;
  }

  private void finishListing(long directory, Optional<String> prefix) throws FsException {
    if (closed.getAsBoolean()) {
      throw new FsException(FsFailure.NETWORK_UNREACHABLE, "the mount is being closed");
    }
    if (paths.prefixOf(directory).equals(prefix)) {
      index.change(
          change -> {
            change.requireDirectory(directory);
            if (directory != InodeId.ROOT.value()) {
              // Its marker is the first key of its listing; the root's lies elsewhere.
              adoption.settleUnmarked(change, directory);
            }
            return change.put(change.require(directory).edit().listed(true).done());
          });
    }
  }

  /** Makes the directories that follow from keys further down. */
  private void follow(List<String> prefixes, long asked) throws FsException {
    if (prefixes.isEmpty()) {
      return;
    }
    long now = clock.millis();
    index.change(
        change -> {
          Tree tree = new Tree(change, adoption);
          for (String prefix : prefixes) {
            String path = prefix.substring(paths.prefix().length());
            if (!Paths.isReserved(path)
                && Paths.objection(path).isEmpty()
                && isNew(change, prefix, asked)) {
              tree.directory(path.substring(0, path.length() - 1), now);
            }
          }
          // These are empty until somebody asks for what is in them.
          tree.record();
          return prefixes;
        });
  }

  /**
   * Whether only others can have made what a prefix speaks of. It does not say which keys it stands
   * for: they may be those of a directory that was renamed or removed here and is still to follow
   * in the cloud. What is new beside them is the compare's.
   */
  private boolean isNew(IndexChange change, String prefix, long asked) throws FsException {
    return !change.tables().objects().hasBelow(prefix) && !flights.touchedBelow(prefix, asked);
  }
}
