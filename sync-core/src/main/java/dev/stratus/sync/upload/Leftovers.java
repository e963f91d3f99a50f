package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.PendingUpload;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.PartUpload;
import dev.stratus.sync.remote.Flights;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees on the server the parts of multipart uploads that nobody will complete: of files that were
 * changed, renamed or deleted meanwhile, and of creations whose answer was lost. Uploads that are
 * not surely ours stay.
 */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  /** A living upload has parts long before this; only then is one without parts given up. */
  private static final Duration OLD = Duration.ofHours(1);

  /** S3 refuses requests of a client whose clock differs by more. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(15);

  private final CloudStore cloud;
  private final Index index;
  private final Flights flights;
  private final Surveyor surveyor;
  private final PartUploads uploads;
  private final Clock clock;

  Leftovers(UploadParts parts, Surveyor surveyor, PartUploads uploads) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.flights = parts.flights();
    this.clock = parts.clock();
    this.surveyor = surveyor;
    this.uploads = uploads;
  }

  /** Whether a name has uploads that may be of no use any more. */
  boolean has(long entry) throws FsException {
    return !index.read(tables -> tables.uploads().ofEntry(entry)).isEmpty();
  }

  void sweep() throws FsException {
    for (PartUpload upload : index.read(tables -> tables.uploads().all())) {
      if (upload.uploadId() == null) {
        lookFor(upload);
      } else if (flights.tryBegin(List.of(upload.key()))) {
        try {
          if (!index.changeAlways(change -> isOfUse(change, upload))) {
            uploads.giveUp(upload);
          }
        } finally {
          flights.end(List.of(upload.key()));
        }
      }
    }
  }

  /** Whether its name still waits to get these bytes under this key. */
  private boolean isOfUse(IndexChange change, PartUpload upload) throws FsException {
    Optional<Entry> entry = change.tables().entries().get(upload.entry());
    Optional<Inode> inode =
        entry.isPresent() ? change.inode(entry.get().inode()) : Optional.empty();
    return inode.isPresent()
        && change.tables().pending().get(upload.entry()).isPresent()
        && inode.get().contentGeneration() == upload.contentGeneration()
        && surveyor.wanted(entry.get(), inode.get()).equals(Optional.of(upload.key()));
  }

  /** Its creation was asked for; whether that was done is only seen in the server's list. */
  private void lookFor(PartUpload asked) throws FsException {
    if (asked.sinceMillis() + OLD.toMillis() > clock.millis()) {
      return;
    }
    try {
      for (PendingUpload there : cloud.listMultipart(asked.key().value())) {
        if (isOurs(asked, there)) {
          log.info("An upload of {} whose answer was lost is given up", asked.key());
          cloud.abortMultipart(there.key(), there.uploadId());
        }
      }
      uploads.forget(asked);
    } catch (CloudException e) {
      log.info("The uploads of {} are looked at later: {}", asked.key(), Reason.of(e));
    }
  }

  /** Same key, same time, known to nobody here, and never given a part: we had no id to send to. */
  private boolean isOurs(PartUpload asked, PendingUpload there) throws FsException, CloudException {
    long apart = Math.abs(there.initiated().toEpochMilli() - asked.sinceMillis());
    return there.key().equals(asked.key())
        && apart <= CLOCKS_DIFFER.toMillis()
        && !known().contains(there.uploadId())
        && cloud.listParts(there.key(), there.uploadId()).isEmpty();
  }

  private Set<String> known() throws FsException {
    return index.read(tables -> tables.uploads().all()).stream()
        .filter(upload -> upload.uploadId() != null)
        .map(PartUpload::requireId)
        .collect(Collectors.toSet());
  }
}
