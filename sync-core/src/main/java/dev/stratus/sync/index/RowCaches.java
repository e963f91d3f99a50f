package dev.stratus.sync.index;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.sync.FsException;
import dev.stratus.sync.Memories;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that were looked up or changed lately. Loads run inside a cache's own lock, so a reader
 * never sees less than what was answered.
 */
final class RowCaches {

  /** Looks one row up. */
  interface LookUp {
    <T> T look(Index.Query<T> query) throws FsException;
  }

  /** About 250 bytes each: together they stay below 60 MB however many files there are. */
  private static final int CACHED_ROWS = 100_000;

  private final LookUp lookUp;
  private final Cache<Long, Optional<Inode>> inodes = rows();
  private final Cache<EntryName, Optional<Entry>> entries = rows();
  private final Cache<Long, Optional<Entry>> directoryEntries = rows();

  RowCaches(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  /** Evicts in the thread that adds: a wake-up of another one costs more than the work. */
  private static <K, V> Cache<K, V> rows() {
    return Memories.of(CACHED_ROWS).build();
  }

  Optional<Inode> inode(long id) throws FsException {
    Optional<Inode> cached = inodes.getIfPresent(id);
    return cached != null ? cached : load(inodes, id, tables -> tables.inodes().get(id));
  }

  Optional<Entry> entry(EntryName name) throws FsException {
    Optional<Entry> cached = entries.getIfPresent(name);
    return cached != null
        ? cached
        : load(entries, name, tables -> tables.entries().find(name.parent(), name.name()));
  }

  Optional<Entry> entryOfDirectory(long inode) throws FsException {
    Optional<Entry> cached = directoryEntries.getIfPresent(inode);
    return cached != null
        ? cached
        : load(
            directoryEntries,
            inode,
            tables -> tables.entries().ofInode(inode).stream().findFirst());
  }

  /** Loads what only this local database can say: microseconds, so the map's bin may wait. */
  private <K, V> V load(Cache<K, V> cache, K key, Index.Query<V> query) throws FsException {
    try {
      return cache.get(
          key,
          k -> {
            try {
              return lookUp.look(query);
            } catch (FsException e) {
              throw new LoadFailure(e);
            }
          });
    } catch (LoadFailure e) {
      throw e.reason;
    }
  }

  /** A change was committed; under the writer's lock. */
  void committed(IndexChange change) {
    inodes.putAll(change.changedInodes());
    entries.putAll(change.changedEntries());
    for (Map.Entry<EntryName, Optional<Entry>> changed : change.changedEntries().entrySet()) {
      changed.getValue().ifPresent(entry -> directoryEntries.invalidate(entry.inode()));
    }
    change.changedInodes().keySet().forEach(directoryEntries::invalidate);
  }

  private static final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient FsException reason;

    LoadFailure(FsException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
