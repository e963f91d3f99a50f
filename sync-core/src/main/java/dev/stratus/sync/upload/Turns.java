package dev.stratus.sync.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among files from a size on. A few of them fill the line; more would only take
 * the workers from smaller ones, and each other the line.
 */
final class Turns {

  private final int most;
  private final WorkQueue queue;

  @GuardedBy("this")
  private final Set<Long> running = new HashSet<>();

  @GuardedBy("this")
  private final Set<Job.Name> waiting = new LinkedHashSet<>();

  Turns(int most, WorkQueue queue) {
    this.most = most;
    this.queue = queue;
  }

  /** Takes a turn for a name if one is free. */
  synchronized boolean tryBegin(long entry) {
    return running.size() < most && running.add(entry);
  }

  /** Gives a turn back, if the name had one; the name that waits longest may try. */
  void end(long entry) {
    Job.@Nullable Name next;
    synchronized (this) {
      next = running.remove(entry) ? first() : null;
    }
    if (next != null) {
      queue.offer(next, 0);
    }
  }

  /** A name waits for its turn. */
  void await(Job.Name job) {
    boolean free;
    synchronized (this) {
      free = running.size() < most;
      if (!free) {
        waiting.add(job);
      }
    }
    if (free) {
      queue.offer(job, 0);
    }
  }

  @GuardedBy("this")
  private Job.@Nullable Name first() {
    Iterator<Job.Name> names = waiting.iterator();
    if (!names.hasNext()) {
      return null;
    }
    Job.Name name = names.next();
    names.remove();
    return name;
  }
}
