package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheUse;
import dev.stratus.sync.control.Conflict;
import dev.stratus.sync.control.ConflictList;
import dev.stratus.sync.control.DiskUse;
import dev.stratus.sync.control.FailedUpload;
import dev.stratus.sync.control.Finding;
import dev.stratus.sync.control.Listing;
import dev.stratus.sync.control.NetworkError;
import dev.stratus.sync.control.Resting;
import dev.stratus.sync.control.SyncStatus;
import dev.stratus.sync.control.Transfer;
import dev.stratus.sync.control.TreeStatus;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.index.ConflictedCopy;
import dev.stratus.sync.index.DiskRoom;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.space.CacheBounds;
import dev.stratus.sync.space.DiskFloor;
import dev.stratus.sync.space.WriteGate;
import dev.stratus.sync.trash.Trash;
import dev.stratus.sync.upload.Uploader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the state of the whole sync at one moment. */
final class StatusReport {

  /**
   * What the report is made of.
   *
   * @param bounds how much room local copies may take
   * @param gate admits what programs write
   */
  record Sources(
      Index index,
      Paths paths,
      PendingBelow pending,
      Uploader uploader,
      CloudSwitches switches,
      Sparing sparing,
      DiskFloor floor,
      Downloader downloader,
      RemoteListing remote,
      NetworkWatch network,
      Trash trash,
      CacheBounds bounds,
      LongSupplier room,
      WriteGate gate) {}

  private static final int NAMED = 50;
  private static final int MOST_FINDINGS = 10_000;
  private static final int MOST_CONFLICTS = 10_000;
  private static final String DELETE_HINT =
      "let these credentials delete it; it is tried again every 10 minutes and at each mount";
  private static final String KEY_HINT =
      "rename the object with another S3 tool; it stays in the bucket as it is";

  private final Sources from;

  StatusReport(Sources from) {
    this.from = from;
  }

  /** What waits, moves and failed at and below some path. */
  private static final class Tally {
    private long waitingFiles;
    private long waitingBytes;
    private long movingFiles;
    private long movingBytes;
    private long failures;
    private final List<FailedUpload> failed = new ArrayList<>();

    Amount waiting(long unwanted) {
      return new Amount(waitingFiles + unwanted, waitingBytes);
    }

    Amount moving() {
      return new Amount(movingFiles, movingBytes);
    }
  }

  SyncStatus now() throws FsException {
    Tally tally = tally("");
    List<Finding> findings = findings();
    return new SyncStatus(
        from.uploader().isStopped(),
        SyncControl.state(from.switches()),
        resting(),
        listing(),
        tally.waiting(from.uploader().counts().unwanted()),
        tally.moving(),
        tally.failures,
        tally.failed,
        transfers(""),
        cache(),
        disk(),
        new Amount(from.trash().count(), from.trash().bytes()),
        neverUploaded(),
        from.remote().guard().hold().map(RemoteControl::held).orElse(null),
        from.index().read(tables -> tables.conflicts().count()),
        conflicts(NAMED),
        findings.size(),
        findings.subList(0, Math.min(NAMED, findings.size())),
        from.network().error().map(e -> new NetworkError(e.reason(), e.since())).orElse(null));
  }

  TreeStatus of(String path) throws FsException {
    Tally tally = tally(path);
    return new TreeStatus(
        path,
        from.uploader().isStopped() || from.uploader().isHalted(path),
        from.switches().isOff(path),
        tally.waiting(path.isEmpty() ? from.uploader().counts().unwanted() : 0),
        tally.moving(),
        tally.failures,
        tally.failed,
        transfers(path));
  }

  ConflictList allConflicts() throws FsException {
    long count = from.index().read(tables -> tables.conflicts().count());
    return new ConflictList(count, conflicts(MOST_CONFLICTS));
  }

  private Tally tally(String path) throws FsException {
    Tally tally = new Tally();
    from.pending().forEach(path, found -> count(tally, found));
    return tally;
  }

  private void count(Tally tally, PendingBelow.Found found) throws FsException {
    if (found.pending().isFailed()) {
      tally.failures++;
      addFailed(tally.failed, found);
      return;
    }
    long size = size(found.entry().inode());
    if (from.uploader().isUploading(found.entry().inode())) {
      tally.movingFiles++;
      tally.movingBytes += size;
    } else {
      tally.waitingFiles++;
      tally.waitingBytes += size;
    }
  }

  private static void addFailed(List<FailedUpload> failed, PendingBelow.Found found) {
    if (failed.size() < NAMED) {
      String reason = found.pending().reason();
      long next = found.pending().notBeforeMillis();
      failed.add(
          new FailedUpload(
              found.path(),
              reason == null ? FileSyncState.UPLOAD_FAILURE.name() : reason,
              found.pending().attempts(),
              next == 0 ? null : Instant.ofEpochMilli(next)));
    }
  }

  private long size(long id) throws FsException {
    Optional<Inode> inode = from.index().inode(id);
    return inode.filter(Inode::isRegular).map(Inode::size).orElse(0L);
  }

  private Listing listing() {
    return new Listing(
        from.remote().isComplete(),
        from.remote().objectsSeen(),
        from.remote().lastCompare().orElse(null),
        from.remote().lastCompareTook().map(Duration::toMillis).orElse(null),
        from.remote().trouble().orElse(null),
        from.remote().eventState().name());
  }

  private List<Transfer> transfers(String below) throws FsException {
    List<Transfer> all = new ArrayList<>();
    for (var up : from.uploader().transfers()) {
      all.add(new Transfer(path(up.inode()), Transfer.Direction.UPLOAD, up.sent(), up.total()));
    }
    for (var down : from.downloader().transfers()) {
      String path = path(down.inode());
      all.add(new Transfer(path, Transfer.Direction.DOWNLOAD, down.processed(), down.size()));
    }
    return all.stream()
        .filter(transfer -> PendingBelow.isBelow(transfer.path(), below))
        .limit(NAMED)
        .toList();
  }

  private String path(long inode) throws FsException {
    var entries = from.index().read(tables -> tables.entries().ofInode(inode));
    Optional<String> path = entries.isEmpty() ? Optional.empty() : from.paths().of(entries.get(0));
    return path.orElse("(removed file)");
  }

  private List<Conflict> conflicts(int limit) throws FsException {
    List<Conflict> all = new ArrayList<>();
    for (ConflictedCopy copy : from.index().read(tables -> tables.conflicts().list(limit))) {
      String path = from.paths().of(copy.entry()).orElse(copy.entry().name());
      all.add(new Conflict(path, copy.original(), Instant.ofEpochMilli(copy.madeMillis())));
    }
    return all;
  }

  private Amount neverUploaded() throws FsException {
    return from.index()
        .read(tables -> new Amount(tables.localNames().count(), tables.localNames().bytes()));
  }

  private CacheUse cache() throws FsException {
    return new CacheUse(
        from.index().read(tables -> tables.inodes().cachedFiles()),
        from.index().cachedBytes().total(),
        from.room().getAsLong(),
        limit(),
        from.bounds().minFree(),
        from.gate().refusal().orElse(null));
  }

  private @Nullable Long limit() {
    OptionalLong most = from.bounds().most();
    return most.isPresent() ? most.getAsLong() : null;
  }

  private DiskUse disk() throws FsException {
    DiskRoom room = from.index().room();
    return new DiskUse(room.free(), room.reserve(), room.isFull() || from.floor().isFull());
  }

  private Resting resting() {
    return new Resting(
        names(from.sparing().uploads()),
        names(from.sparing().downloads(true)),
        names(from.sparing().downloads(false)));
  }

  private static List<String> names(Set<Trouble> troubles) {
    return troubles.stream().map(Trouble::name).toList();
  }

  private List<Finding> findings() throws FsException {
    return from.index()
        .read(
            tables -> {
              Set<String> undeletable =
                  tables.objects().undeletable(MOST_FINDINGS).stream()
                      .map(finding -> finding.key())
                      .collect(Collectors.toSet());
              return tables.meta().findings(MOST_FINDINGS).stream()
                  .map(
                      finding ->
                          new Finding(
                              finding.key(),
                              finding.what(),
                              undeletable.contains(finding.key()) ? DELETE_HINT : KEY_HINT))
                  .toList();
            });
  }
}
