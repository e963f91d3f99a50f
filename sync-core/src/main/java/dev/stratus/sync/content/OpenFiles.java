package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.index.Inode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The files that somebody uses, by inode. */
public final class OpenFiles {

  /** Something that may only happen while nobody uses the file. */
  @FunctionalInterface
  public interface Exclusive {
    void run() throws FsException;
  }

  /** The same over many files. */
  @FunctionalInterface
  public interface ExclusiveOverMany {
    void run(Set<Long> unused) throws FsException;
  }

  /** A file in use, to be closed by its user; the last one closes the content file. */
  public final class Use implements AutoCloseable {
    private final Slot slot;
    private boolean closed;

    private Use(Slot slot) {
      this.slot = slot;
    }

    public OpenFile file() {
      return slot.file;
    }

    @Override
    public void close() throws FsException {
      if (!closed) {
        closed = true;
        leave(slot.file.inode());
      }
    }
  }

  private static final class Slot {
    private final OpenFile file;
    private final AtomicInteger users = new AtomicInteger();

    Slot(OpenFile file) {
      this.file = file;
    }
  }

  private final Environment environment;
  private final BlockSource source;
  private final ConcurrentHashMap<Long, Slot> slots = new ConcurrentHashMap<>();
  private final Holds holds = new Holds();
  private final AtomicLong ahead = new AtomicLong();

  public OpenFiles(Environment environment, BlockSource source) {
    this.environment = environment;
    this.source = source;
  }

  /** Begins to use a file. */
  public Use use(InodeId inode) throws FsException {
    return use(inode.value());
  }

  /** Begins to use a file. */
  public Use use(long inode) throws FsException {
    return new Use(
        compute(
            inode,
            slot -> {
              Slot used = slot == null ? new Slot(load(inode)) : slot;
              used.users.incrementAndGet();
              return used;
            }));
  }

  private OpenFile load(long inode) throws FsException {
    Inode row = environment.index().require(new InodeId(inode));
    return new OpenFile(row, environment, source, ahead);
  }

  private void leave(long inode) throws FsException {
    try {
      rest(inode);
    } finally {
      computeNullable(
          inode,
          slot -> {
            if (slot == null || slot.users.decrementAndGet() > 0) {
              return slot;
            }
            slot.file.close();
            return null;
          });
    }
  }

  /** A commit waits for the index, and a hole for the disk: they must not keep a bin of the map. */
  private void rest(long inode) throws FsException {
    Slot slot = slots.get(inode);
    if (slot != null) {
      slot.file.settle();
      if (slot.users.get() == 1) {
        slot.file.dropUnrecorded();
      }
    }
  }

  /** What an open file is at this moment; empty when nobody uses it. */
  public Optional<Live> live(long inode) {
    Slot slot = slots.get(inode);
    return slot == null ? Optional.empty() : Optional.of(slot.file.live());
  }

  /** How many use a file at this moment. */
  public int users(long inode) {
    Slot slot = slots.get(inode);
    return slot == null ? 0 : slot.users.get();
  }

  /**
   * How much of the disk the files in use take that the index does not count yet: for what was just
   * fetched or written.
   */
  public long bytesAheadOfIndex() {
    return ahead.get();
  }

  /** The files in use of which so many bytes are here at least. */
  public List<Long> withBytes(long atLeast) {
    return slots.values().stream()
        .map(slot -> slot.file)
        .filter(file -> file.live().cached() >= atLeast)
        .map(OpenFile::inode)
        .toList();
  }

  public boolean isUsed(long inode) {
    return slots.containsKey(inode);
  }

  /**
   * Runs an action while nobody uses the file, nor can begin to.
   *
   * @return false, and nothing was run, if somebody does
   */
  public boolean whileUnused(long inode, Exclusive action) throws FsException {
    return !whileUnused(List.of(inode), unused -> action.run()).isEmpty();
  }

  /**
   * Runs one action over those of many files that nobody uses, nor can begin to meanwhile. It is
   * not run if somebody uses each of them.
   *
   * @return those over which it was run
   */
  public Set<Long> whileUnused(Collection<Long> inodes, ExclusiveOverMany action)
      throws FsException {
    Holds.Hold hold = new Holds.Hold();
    Set<Long> held = new LinkedHashSet<>();
    try {
      // Everybody holds in one order: so two who hold some never wait for each other.
      for (long inode : new TreeSet<>(inodes)) {
        if (hold(inode, hold)) {
          held.add(inode);
        }
      }
      if (!held.isEmpty()) {
        action.run(held);
      }
      return held;
    } finally {
      holds.end(held, hold);
    }
  }

  /** Returns false if somebody uses the file. */
  private boolean hold(long inode, Holds.Hold hold) throws FsException {
    boolean[] unused = new boolean[1];
    computeUnheld(
        inode,
        slot -> {
          unused[0] = slot == null;
          if (unused[0]) {
            holds.put(inode, hold);
          }
          return slot;
        });
    return unused[0];
  }

  /**
   * Makes durable, with one sync of the disk and one change of the index, that many files are whole
   * here.
   *
   * @return those that are not, or that somebody changed: they have to be synced one by one
   */
  public List<OpenFile> recordWhole(Collection<OpenFile> files) throws FsException {
    return WholeFiles.record(environment, files);
  }

  private interface Step {
    @Nullable Slot apply(@Nullable Slot slot) throws FsException;
  }

  private Slot compute(long inode, Step step) throws FsException {
    Slot slot = computeUnheld(inode, step);
    if (slot == null) {
      throw new IllegalStateException("a used file has no slot");
    }
    return slot;
  }

  /** Takes a step once nobody holds the file. */
  private @Nullable Slot computeUnheld(long inode, Step step) throws FsException {
    while (true) {
      AtomicReference<Holds.Hold> held = new AtomicReference<>();
      Slot slot =
          computeNullable(
              inode,
              known -> {
                Optional<Holds.Hold> hold = known == null ? holds.of(inode) : Optional.empty();
                hold.ifPresent(held::set);
                return hold.isPresent() ? known : step.apply(known);
              });
      Holds.Hold hold = held.get();
      if (hold == null) {
        return slot;
      }
      hold.await();
    }
  }

  private @Nullable Slot computeNullable(long inode, Step step) throws FsException {
    try {
      return slots.compute(
          inode,
          (key, slot) -> {
            try {
              return step.apply(slot);
            } catch (FsException e) {
              throw new StepFailure(e);
            }
          });
    } catch (StepFailure e) {
      throw e.reason;
    }
  }

  private static final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient FsException reason;

    StepFailure(FsException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
