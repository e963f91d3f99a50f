package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.remote.Flights;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes objects that nobody wants, as long as they are the ones last seen. */
final class Tombstones {

  private static final Logger log = LoggerFactory.getLogger(Tombstones.class);

  private static final int PAGE = 1_000;

  /** A key that another worker has is free again after a request. */
  private static final long BUSY_MILLIS = 50;

  /** A file that was unlinked while it is open, and not all here, keeps its object so long. */
  private static final long USED_MILLIS = 5_000;

  private static final long RETRY_MILLIS = 10_000;
  private static final long REFUSED_MILLIS = 600_000;

  private final CloudStore cloud;
  private final Index index;
  private final Flights flights;
  private final WorkQueue queue;
  private final Outage outage;
  private final Unwanted unwanted;
  private final BatchDeletion batches;

  Tombstones(UploadParts parts, WorkQueue queue, Outage outage, Unwanted unwanted) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.flights = parts.flights();
    this.queue = queue;
    this.outage = outage;
    this.unwanted = unwanted;
    this.batches = new BatchDeletion(parts, unwanted);
  }

  /** Deletes everything that is unwanted: many together, and asks for the deletion of the rest. */
  void sweep() throws FsException {
    String after = "";
    List<CloudObject> page;
    do {
      String from = after;
      page = index.read(tables -> tables.objects().unwanted(from, PAGE));
      List<CloudObject> due = page.stream().filter(object -> !unwanted.isHalted(object)).toList();
      for (CloudObject object : deleteTogether(due)) {
        queue.offer(new Job.Delete(object.key()), 0);
      }
      after = page.isEmpty() ? after : page.get(page.size() - 1).key().value();
    } while (page.size() == PAGE);
  }

  private List<CloudObject> deleteTogether(List<CloudObject> page) throws FsException {
    try {
      return batches.delete(page);
    } catch (CloudException e) {
      // One by one each has its own answer, and its own next try.
      log.info("Objects are not deleted together: {}", Reason.of(e));
      return page;
    }
  }

  void delete(Job.Delete job) throws FsException {
    List<ObjectKey> keys = List.of(job.key());
    if (!flights.tryBegin(keys)) {
      queue.offer(job, BUSY_MILLIS);
      return;
    }
    try {
      Optional<CloudObject> object = index.read(tables -> tables.objects().get(job.key()));
      if (object.isEmpty() || object.get().entry() != null || unwanted.isHalted(object.get())) {
        return;
      }
      if (unwanted.release(List.of(object.get())).isEmpty()) {
        queue.offer(job, USED_MILLIS);
      } else if (isGone(object.get())) {
        outage.over();
        flights.departed(job.key());
        unwanted.forget(List.of(object.get()));
      } else {
        queue.offer(job, RETRY_MILLIS);
      }
    } catch (CloudException e) {
      refused(job, e);
    } finally {
      flights.end(keys);
    }
  }

  /** Deletes it; false if the server refuses that although it is still the one last seen. */
  private boolean isGone(CloudObject object) throws CloudException {
    try {
      cloud.delete(object.key(), Precondition.matches(object.etag()));
      return true;
    } catch (CloudException e) {
      if (e.failure() != CloudFailure.PRECONDITION_FAILED
          && e.failure() != CloudFailure.NOT_FOUND) {
        throw e;
      }
    }
    // Given up after a refusal that is not true, the file would come back with the next compare.
    if (isThere(object)) {
      log.info("{} is deleted later: it was refused for no reason", object.key());
      return false;
    }
    // Deleted here, changed there: what changed stays, and the compare brings it back.
    log.info("{} was changed in the cloud after it was deleted here: it stays", object.key());
    return true;
  }

  private boolean isThere(CloudObject object) throws CloudException {
    return cloud.find(object.key()).filter(info -> info.etag().equals(object.etag())).isPresent();
  }

  private void refused(Job.Delete job, CloudException e) throws FsException {
    if (e.failure() == CloudFailure.UNREACHABLE) {
      outage.noticed(Reason.of(e));
      queue.offer(job, 0);
    } else if (e.failure().retryable() || e.failure() == CloudFailure.CANCELLED) {
      log.info("{} is deleted later: {}", job.key(), Reason.of(e));
      queue.offer(job, RETRY_MILLIS);
    } else {
      String what = "cannot be deleted: " + Reason.of(e);
      log.warn("{} {}", job.key(), what);
      index.changeAlways(
          change -> {
            change.putFinding(new Finding(job.key().value(), what));
            return what;
          });
      queue.offer(job, REFUSED_MILLIS);
    }
  }
}
