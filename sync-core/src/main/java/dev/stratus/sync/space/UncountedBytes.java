package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes on the disk that no row counts: they were fetched, and a kill came before the record. No
 * limit would ever drop them, so they go once, behind, after a life that did not end in order;
 * under a limit nothing new comes before. It costs a listing of the content store, and an index's
 * look for each thousand of its names.
 */
public final class UncountedBytes {

  private static final Logger log = LoggerFactory.getLogger(UncountedBytes.class);
  private static final int PAGE = 1_000;

  private final Index index;
  private final ContentStore store;
  private final Evictor evictor;
  private final PartEvictor parts;
  private final CacheLimit limit;
  private final BooleanSupplier wasKilled;
  private volatile boolean ending;
  private volatile boolean done;

  /**
   * Over these rooms.
   *
   * @param wasKilled whether the former life of the mount did not end in order
   */
  public UncountedBytes(
      SpaceEnvironment environment,
      CacheLimit.Order order,
      CacheLimit limit,
      BooleanSupplier wasKilled) {
    this.index = environment.index();
    this.store = environment.store();
    this.evictor = order.evictor();
    this.parts = order.parts();
    this.limit = limit;
    this.wasKilled = wasKilled;
  }

  /** Whatever comes from now on waits for them to go; to be called before anybody may ask. */
  public void begin() {
    if (wasKilled.getAsBoolean()) {
      limit.holdBack();
    }
  }

  /** Looks for them; to be called once. */
  public void drop() throws FsException {
    try {
      if (wasKilled.getAsBoolean()) {
        dropCopies();
        punchHoles();
      }
      done = !ending;
    } finally {
      limit.allIsCounted();
    }
  }

  /** Whether none is left of the former life. */
  public boolean isDone() {
    return done;
  }

  /** The mount ends: what was not looked at yet stays. */
  public void end() {
    ending = true;
  }

  private void dropCopies() throws FsException {
    List<Long> copies = new ArrayList<>();
    store.forEach(copies::add);
    int dropped = 0;
    for (int from = 0; from < copies.size() && !ending; from += PAGE) {
      List<Long> page = copies.subList(from, Math.min(copies.size(), from + PAGE));
      List<Long> empty = index.read(tables -> tables.inodes().withoutBytesHere(page));
      evictor.deleteUnneeded(empty);
      dropped += empty.size();
    }
    log.debug("{} local copies without a recorded byte went", dropped);
  }

  private void punchHoles() throws FsException {
    long after = 0;
    List<Long> page;
    do {
      long from = after;
      page = index.read(tables -> tables.attributes().partlyHere(from, PAGE));
      for (long inode : page) {
        after = inode;
        if (!ending) {
          parts.punchMissing(inode);
        }
      }
    } while (page.size() == PAGE && !ending);
  }
}
