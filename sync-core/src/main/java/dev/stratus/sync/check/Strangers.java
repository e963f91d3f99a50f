package dev.stratus.sync.check;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Clocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies that the index does not know, because a crash or the loss of the index took their
 * rows: they are files, not rubbish, and get a name; but for those whose very bytes the cloud has.
 */
public final class Strangers {

  /**
   * What they are judged by.
   *
   * @param listed whether the index knows every object in the bucket
   * @param durableCloud makes what the cloud has survive a power cut, where it is on this machine
   */
  public record Sources(
      Index index,
      ContentStore store,
      Clocks clocks,
      BooleanSupplier listed,
      Runnable durableCloud,
      CopyDigest digest) {}

  private static final Logger log = LoggerFactory.getLogger(Strangers.class);
  private static final int PAGE = 1_000;

  private final Sources from;
  private boolean done;
  private volatile boolean ending;

  public Strangers(Sources from) {
    this.from = from;
  }

  /** What became of one. */
  record Settled(long copy, String how) {}

  /** Looks after them once, as soon as it is known what the cloud has. */
  public synchronized void run() throws FsException {
    if (!done && !ending && canSettle()) {
      settle();
      done = !ending;
    }
  }

  /** The mount ends: those that were not looked at yet are left to the next one. */
  public void end() {
    ending = true;
  }

  /** Whether it is known what the cloud has. */
  boolean canSettle() {
    return from.listed().getAsBoolean();
  }

  /** Gives each of them a name, or drops it where the cloud has its bytes. */
  synchronized List<Settled> settle() throws FsException {
    List<Long> strangers = find();
    Map<Long, Set<String>> bySize = new HashMap<>();
    for (long stranger : strangers) {
      bySize.put(from.store().sizeOf(stranger), new HashSet<>());
    }
    if (!strangers.isEmpty()) {
      collectObjects(bySize);
      from.durableCloud().run();
    }
    List<Settled> settled = new ArrayList<>();
    for (long stranger : strangers) {
      if (ending) {
        break;
      }
      settled.add(new Settled(stranger, settle(stranger, isInCloud(stranger, bySize))));
    }
    return settled;
  }

  private String settle(long stranger, boolean inCloud) throws FsException {
    if (!inCloud) {
      return "kept as \"" + adopt(stranger) + '"';
    }
    log.info("The local copy {} is dropped: the cloud has its bytes", stranger);
    from.store().delete(stranger);
    return "dropped, the cloud has its bytes";
  }

  /** The local copies that no inode has. */
  synchronized List<Long> find() throws FsException {
    List<Long> copies = new ArrayList<>();
    from.store().forEach(copies::add);
    List<Long> strangers = new ArrayList<>();
    for (int start = 0; start < copies.size() && !ending; start += PAGE) {
      List<Long> page = copies.subList(start, Math.min(copies.size(), start + PAGE));
      for (long copy : from.index().read(tables -> tables.inodes().unknown(page))) {
        // Of a removed file the copy goes first, then the row: what is still there has lost its
        // row.
        if (from.index().inode(copy).isEmpty() && from.store().exists(copy)) {
          strangers.add(copy);
        }
      }
    }
    return strangers;
  }

  /** Adds the ETags of all objects to those of their size, where one is wanted. */
  private void collectObjects(Map<Long, Set<String>> bySize) throws FsException {
    String last = "";
    List<CloudObject> page;
    do {
      String after = last;
      page = from.index().read(tables -> tables.objects().range(after, PAGE));
      for (CloudObject object : page) {
        last = object.key().value();
        Set<String> wanted = bySize.get(object.size());
        if (wanted != null && object.entry() != null) {
          wanted.add(object.etag().value());
        }
      }
    } while (page.size() == PAGE);
  }

  private boolean isInCloud(long stranger, Map<Long, Set<String>> bySize) throws FsException {
    Set<String> there = bySize.getOrDefault(from.store().sizeOf(stranger), Set.of());
    return !there.isEmpty() && !Collections.disjoint(there, from.digest().etags(stranger));
  }

  private String adopt(long stranger) throws FsException {
    long now = from.clocks().nanos().getAsLong();
    long size = from.store().sizeOf(stranger);
    String[] name = new String[1];
    Inode inode =
        from.index()
            .change(
                change -> {
                  name[0] = freeName(change, stranger);
                  Inode row = change.putNew(recovered(change, size, now));
                  from.store().give(stranger, row.id());
                  long entry = change.addEntry(InodeId.ROOT.value(), name[0], row.id()).id();
                  change.markPending(entry, false);
                  return row;
                });
    log.warn("A local copy that the index did not know is kept as {}: {}", name[0], inode);
    return name[0];
  }

  private Inode recovered(IndexChange change, long size, long now) throws FsException {
    Inode root = change.require(InodeId.ROOT.value());
    String cloudId = from.clocks().uuids().get();
    return Inode.create(change.newNumber(), FileMode.REGULAR | 0600, cloudId)
        .owner(root.uid(), root.gid())
        .size(size)
        .cached(size)
        .atime(now)
        .mtime(now)
        .ctime(now)
        .visit(now)
        .contentGeneration(1, from.clocks().uuids().get())
        .done();
  }

  private static String freeName(IndexChange change, long stranger) throws FsException {
    String wanted = "recovered file " + stranger;
    String name = wanted;
    for (int i = 2; change.entry(InodeId.ROOT.value(), name).isPresent(); i++) {
      name = wanted + " " + i;
    }
    return name;
  }
}
