package dev.stratus.sync.upload;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names whose files are open for writing: they wait for the release, but not for ever. */
final class OpenWait {

  private final WriterCheck writers;
  private final WorkQueue queue;
  private final SteadyTime time;
  private final UploadSettings settings;

  /** Since when a name waits. */
  private final ConcurrentHashMap<Long, Long> since = new ConcurrentHashMap<>();

  /** By inode how many programs wait for its upload, which cannot wait for their release then. */
  private final ConcurrentHashMap<Long, Integer> demanded = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<Long, Set<Job>> byInode = new ConcurrentHashMap<>();

  OpenWait(WriterCheck writers, WorkQueue queue, SteadyTime time, UploadSettings settings) {
    this.writers = writers;
    this.queue = queue;
    this.time = time;
    this.settings = settings;
  }

  boolean mustWait(long entry, long inode) {
    return !demanded.containsKey(inode)
        && writers.isOpenForWriting(inode)
        && time.millis() - since.getOrDefault(entry, time.millis())
            < settings.patience().toMillis();
  }

  /** A name waits for the release of its inode. */
  void begin(Job.Name job, long inode) {
    long begun = since.computeIfAbsent(job.entry(), entry -> time.millis());
    byInode.computeIfAbsent(inode, id -> ConcurrentHashMap.newKeySet()).add(job);
    queue.offer(job, begun + settings.patience().toMillis() - time.millis());
    if (!writers.isOpenForWriting(inode)) {
      // Released between the decision and the entry in the map.
      released(inode);
    }
  }

  /** A program waits for the upload of a file that it has open. */
  void demand(long inode) {
    demanded.merge(inode, 1, Integer::sum);
  }

  /** It does not wait any more. */
  void demandOver(long inode) {
    demanded.computeIfPresent(inode, (id, count) -> count > 1 ? count - 1 : null);
  }

  /** The last handle that could write is gone. */
  void released(long inode) {
    Set<Job> jobs = byInode.remove(inode);
    if (jobs != null) {
      jobs.forEach(job -> queue.offer(job, settings.quiet().toMillis()));
    }
  }

  /** The name is settled, or was uploaded: a new wait begins anew. */
  void forget(long entry) {
    since.remove(entry);
  }
}
