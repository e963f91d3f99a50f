package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Visited;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When files were last opened. Kept in memory and committed some seconds later in one change: an
 * open waits for nothing.
 */
public final class Visits implements AutoCloseable {

  /** Programs open a file more than once for one use of it: that is not another visit. */
  private static final long APART = TimeUnit.SECONDS.toNanos(20);

  /** So many in one change keep the writer for a few milliseconds. */
  private static final int BATCH = 512;

  private final Index index;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<Long, Long> visits = new ConcurrentHashMap<>();

  /**
   * @param nanos the time, in nanoseconds since 1970
   */
  public Visits(Index index, LongSupplier nanos) {
    this.index = index;
    this.nanos = nanos;
  }

  /** A file is opened now. Returns at once. */
  public void visited(long inode) {
    visits.put(inode, nanos.getAsLong());
  }

  /** Commits what is known; to be called every few seconds. */
  public void flush() throws FsException {
    while (!visits.isEmpty()) {
      Map<Long, Long> batch = take();
      try {
        index.changeAlways(
            change -> {
              for (Map.Entry<Long, Long> visit : batch.entrySet()) {
                Optional<Inode> row = change.inode(visit.getKey());
                if (row.isPresent() && row.get().visit() < visit.getValue()) {
                  change.put(visited(row.get(), visit.getValue()));
                }
              }
              return batch;
            });
      } catch (FsException e) {
        batch.forEach(visits::putIfAbsent);
        throw e;
      }
    }
  }

  private static Inode visited(Inode row, long nanos) {
    boolean another = nanos - row.visit() >= APART;
    Visited visited =
        switch (row.visited()) {
          case NEVER -> Visited.ONCE;
          case ONCE -> another ? Visited.AGAIN : Visited.ONCE;
          case AGAIN -> Visited.AGAIN;
        };
    return row.edit().visit(nanos).visited(visited).done();
  }

  private Map<Long, Long> take() {
    Map<Long, Long> batch = new TreeMap<>();
    for (Map.Entry<Long, Long> visit : visits.entrySet()) {
      if (visits.remove(visit.getKey(), visit.getValue())) {
        batch.put(visit.getKey(), visit.getValue());
      }
      if (batch.size() == BATCH) {
        break;
      }
    }
    return batch;
  }

  @Override
  public void close() throws FsException {
    flush();
  }
}
