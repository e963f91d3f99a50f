package dev.stratus.sync.upload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that wait for their time, each at most once. A job that is asked for while it runs runs
 * again afterwards.
 */
final class WorkQueue {

  private static final class Slot {
    private final Job job;
    private final long number;

    /** When it was first asked for since it last ran. */
    private long since;

    private long due;
    private boolean running;
    private boolean again;

    Slot(Job job, long number) {
      this.job = job;
      this.number = number;
    }
  }

  private static final Comparator<Slot> BY_TIME =
      Comparator.<Slot>comparingLong(slot -> slot.due).thenComparingLong(slot -> slot.number);

  /** When a job is due that somebody waits for: before all others. */
  private static final long AT_ONCE = Long.MIN_VALUE;

  private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

  private final SteadyTime time;
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Map<Job, Slot> slots = new HashMap<>();

  @GuardedBy("lock")
  private final TreeSet<Slot> waiting = new TreeSet<>(BY_TIME);

  @GuardedBy("lock")
  private long numbers;

  @GuardedBy("lock")
  private long pausedUntil;

  @GuardedBy("lock")
  private boolean stopped;

  @GuardedBy("lock")
  private boolean held;

  @GuardedBy("lock")
  private boolean resting;

  @GuardedBy("lock")
  private boolean closed;

  /** The one worker that waits for a time; the others wait to be woken. */
  @GuardedBy("lock")
  private @Nullable Thread leader;

  @GuardedBy("lock")
  private int running;

  /**
   * @param busyWorkers how many jobs may run while programs change many files for long
   */
  WorkQueue(SteadyTime time, int busyWorkers) {
    this.time = time;
    this.pace = new Pace(time, busyWorkers);
  }

  /** Whether programs change many files now. */
  boolean programsAreBusy() {
    lock.lock();
    try {
      return pace.isBusy();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a job because a program changed something. */
  void offerChanged(Job job, long delayMillis, long patienceMillis) {
    lock.lock();
    try {
      pace.changed();
      offer(job, delayMillis, patienceMillis);
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a job, so much later from now; asking again puts it off, but not for ever. */
  void offer(Job job, long delayMillis, long patienceMillis) {
    long now = time.millis();
    lock.lock();
    try {
      Slot slot = slots.get(job);
      if (slot == null) {
        slot = new Slot(job, numbers++);
        slot.since = now;
        slots.put(job, slot);
      } else if (!slot.running) {
        waiting.remove(slot);
      } else if (!slot.again) {
        slot.since = now;
        slot.again = true;
      }
      slot.due = Math.min(now + delayMillis, slot.since + patienceMillis);
      if (!slot.running) {
        waiting.add(slot);
        // Whoever takes an earlier job wakes the next worker: a storm of offers wakes nobody.
        if (waiting.first() == slot) {
          leader = null;
          changed.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a job at a time. */
  void offer(Job job, long delayMillis) {
    offer(job, delayMillis, Long.MAX_VALUE / 4);
  }

  /** Puts a job before all others, since somebody waits for it; one that nobody asked for stays. */
  void hurry(Job job) {
    lock.lock();
    try {
      Slot slot = slots.get(job);
      if (slot == null) {
        return;
      }
      boolean waits = waiting.remove(slot);
      if (waits || slot.again) {
        slot.due = AT_ONCE;
      }
      if (waits) {
        waiting.add(slot);
        leader = null;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next job whose time has come; null when the queue was closed. */
  @Nullable Job take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long wait = waitLocked();
        if (wait <= 0) {
          return startLocked();
        }
        awaitLocked(wait);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  @SuppressWarnings("WaitNotInLoop") // take() loops
  private void awaitLocked(long millis) throws InterruptedException {
    if (millis == Long.MAX_VALUE || leader != null) {
      changed.await();
      return;
    }
    leader = Thread.currentThread();
    try {
      long left = changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      log.trace("woken {} ns early", left);
    } finally {
      if (leader == Thread.currentThread()) {
        leader = null;
      }
    }
  }

  @GuardedBy("lock")
  private long waitLocked() {
    if (stopped || held || resting || waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long due = waiting.first().due;
    long paced = due == AT_ONCE ? AT_ONCE : pace.pausedUntil(running);
    long earliest = Math.max(due, Math.max(pausedUntil, paced));
    return earliest == AT_ONCE ? 0 : earliest - time.millis();
  }

  @GuardedBy("lock")
  private @Nullable Job startLocked() {
    Slot slot = waiting.pollFirst();
    if (slot == null) {
      return null;
    }
    slot.running = true;
    slot.again = false;
    running++;
    if (!waiting.isEmpty()) {
      changed.signal();
    }
    return slot.job;
  }

  /** A job that was taken has ended. */
  void done(Job job) {
    lock.lock();
    try {
      Slot slot = slots.get(job);
      if (slot == null) {
        return;
      }
      slot.running = false;
      running--;
      if (slot.again) {
        slot.again = false;
        waiting.add(slot);
        leader = null;
        changed.signal();
      } else {
        slots.remove(job);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing begins for so long from now; 0 ends an earlier pause. */
  void pause(long millis) {
    lock.lock();
    try {
      pausedUntil = time.millis() + millis;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing begin, or lets it begin again. */
  void stop(boolean stop) {
    lock.lock();
    try {
      stopped = stop;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing begin for another reason, until that has passed too. */
  void hold(boolean hold) {
    lock.lock();
    try {
      held = hold;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing begin while the machine is to be spared, until that has passed too. */
  void rest(boolean rest) {
    lock.lock();
    try {
      resting = rest;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits and nothing runs. */
  boolean isEmpty() {
    lock.lock();
    try {
      return slots.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
