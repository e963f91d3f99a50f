package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.upload.Transfer;
import dev.stratus.sync.upload.Uploader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The files of one bundle. The index knows what waits by name, not by bundle: while very much waits
 * elsewhere, finding out whether something of this bundle does takes time, and is done less often.
 */
final class BundleScope implements RoundScope {

  private static final int PAGE = 1000;

  /** So many failures tell what is wrong with all. */
  private static final int LOOKED_AT = 100;

  /** Of the time, looking takes this share at most. */
  private static final int ONE_IN = 20;

  private final Index index;
  private final Paths paths;
  private final Uploader uploader;
  private final String bundle;
  private final LongSupplier ticker;
  private boolean waited;
  private long nextLook;
  private boolean looked;

  BundleScope(Names names, Uploader uploader, String bundle, LongSupplier ticker) {
    this.index = names.index();
    this.paths = names.paths();
    this.uploader = uploader;
    this.bundle = bundle;
    this.ticker = ticker;
  }

  /** Where names lie. */
  record Names(Index index, Paths paths) {}

  @Override
  public String path() {
    return bundle;
  }

  @Override
  public boolean waits() throws FsException {
    long begin = ticker.getAsLong();
    if (!looked || begin - nextLook >= 0) {
      waited = hasDeletions() || hasActive();
      long end = ticker.getAsLong();
      nextLook = end + (end - begin) * ONE_IN;
      looked = true;
    }
    return waited;
  }

  private boolean hasDeletions() throws FsException {
    String prefix = paths.prefix() + bundle + "/";
    return !uploader.isHalted(bundle)
        && index.read(tables -> tables.objects().unwantedCount(prefix)) > 0;
  }

  private boolean hasActive() throws FsException {
    long after = -1;
    List<Pending> page;
    do {
      long from = after;
      page = index.read(tables -> tables.pending().active(from, PAGE));
      for (Pending row : page) {
        after = row.entry();
        if (isOurs(row)) {
          return true;
        }
      }
    } while (page.size() == PAGE);
    return false;
  }

  private boolean isOurs(Pending row) throws FsException {
    Optional<Entry> entry = index.read(tables -> tables.entries().get(row.entry()));
    Optional<String> path = entry.isPresent() ? paths.of(entry.get()) : Optional.empty();
    return path.filter(own -> PendingBelow.isBelow(own, bundle)).isPresent();
  }

  @Override
  public boolean moves() throws FsException {
    for (Transfer transfer : uploader.transfers()) {
      for (Entry entry : index.read(tables -> tables.entries().ofInode(transfer.inode()))) {
        if (paths.of(entry).filter(own -> PendingBelow.isBelow(own, bundle)).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<Pending> failed() throws FsException {
    List<Pending> some = index.read(tables -> tables.pending().failed(PAGE));
    List<Pending> ours = new ArrayList<>();
    for (Pending row : some) {
      if (ours.size() < LOOKED_AT && isOurs(row)) {
        ours.add(row);
      }
    }
    return ours;
  }

  @Override
  public boolean isKeptBack() {
    return uploader.isHalted(bundle);
  }
}
