package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.api.DownloadErrorType;
import dev.stratus.sync.api.State;
import dev.stratus.sync.control.TaskEvent;
import dev.stratus.sync.download.Hydration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One download that a program follows: a file or a batch of them. News are told under its lock, so
 * that they come in order: whoever hears them only notes them.
 */
final class DownloadTask {

  private static final long BETWEEN_PROGRESS_NANOS = 100_000_000L;

  /**
   * A file of it.
   *
   * @param place in the request
   * @param missing bytes at the start
   * @param size bytes at the start
   */
  record File(DownloadTask task, int place, long inode, long missing, long size) {}

  private final long number;
  private final int count;
  private final Consumer<TaskEvent> news;
  private final LongSupplier ticker;

  @GuardedBy("this")
  private final Map<Integer, File> left = new HashMap<>();

  @GuardedBy("this")
  private final Map<Integer, Hydration> flying = new HashMap<>();

  @GuardedBy("this")
  private final List<Integer> arrived = new ArrayList<>();

  @GuardedBy("this")
  private final List<TaskEvent.Failed> failed = new ArrayList<>();

  @GuardedBy("this")
  private final long[] here;

  @GuardedBy("this")
  private final long[] sizes;

  @GuardedBy("this")
  private State state = State.RUNNING;

  @GuardedBy("this")
  private DownloadErrorType error = DownloadErrorType.NO_ERROR;

  /** Places of files that were ended so that the machine rests. */
  @GuardedBy("this")
  private final Set<Integer> interrupted = new HashSet<>();

  /** Why nothing of it moves, while the machine is to be spared. */
  @GuardedBy("this")
  private DownloadErrorType resting = DownloadErrorType.NO_ERROR;

  @GuardedBy("this")
  private long nextProgress;

  DownloadTask(long number, int count, Consumer<TaskEvent> news, LongSupplier ticker) {
    this.number = number;
    this.count = count;
    this.news = news;
    this.ticker = ticker;
    this.here = new long[count];
    this.sizes = new long[count];
    this.nextProgress = ticker.getAsLong();
  }

  /** One of its files is to come; before {@link #begun}. */
  synchronized File add(int place, long inode, long missing, long size) {
    File file = new File(this, place, inode, missing, size);
    left.put(place, file);
    here[place] = size - missing;
    sizes[place] = size;
    return file;
  }

  /** One of its files will not come; before {@link #begun}. */
  synchronized void refuse(int place, DownloadErrorType reason) {
    fail(place, reason);
  }

  /** All of its files are known. */
  synchronized void begun() {
    settle();
    tell();
  }

  /** Tells where it stands. */
  synchronized void tell() {
    news.accept(event());
  }

  private synchronized TaskEvent event() {
    long processed = 0;
    long size = 0;
    for (int place = 0; place < count; place++) {
      processed += here[place];
      size += sizes[place];
    }
    DownloadErrorType why =
        state == State.RUNNING && resting != DownloadErrorType.NO_ERROR ? resting : error;
    return new TaskEvent(number, state.name(), processed, size, arrived, failed, why.name());
  }

  synchronized boolean isOver() {
    return state != State.RUNNING;
  }

  /** A file's bytes are on their way, or have come already. */
  void flies(File file, Hydration hydration) {
    boolean late;
    synchronized (this) {
      late = state == State.STOPPED;
      if (left.containsKey(file.place())) {
        flying.put(file.place(), hydration);
      }
    }
    if (late) {
      hydration.cancel();
    }
  }

  /** Ends what flies for now; tells why, unless it is known. */
  void rest(DownloadErrorType why) {
    List<Hydration> all;
    synchronized (this) {
      interrupted.addAll(flying.keySet());
      all = List.copyOf(flying.values());
      tellRest(why);
    }
    all.forEach(Hydration::cancel);
  }

  /** Tells why nothing of it moves; with no error, that it goes on. */
  synchronized void tellRest(DownloadErrorType why) {
    if (resting != why && state == State.RUNNING) {
      resting = why;
      tell();
    }
  }

  /** Whether a file that did not come was ended so that the machine rests. */
  synchronized boolean wasInterrupted(File file) {
    flying.remove(file.place());
    return interrupted.remove(file.place()) && state == State.RUNNING;
  }

  synchronized void progressed(File file, long processed, long size) {
    if (state == State.RUNNING && left.containsKey(file.place())) {
      here[file.place()] = processed;
      sizes[file.place()] = size;
      long now = ticker.getAsLong();
      if (now - nextProgress >= 0) {
        nextProgress = now + BETWEEN_PROGRESS_NANOS;
        tell();
      }
    }
  }

  /** A file is all here, or will not come. */
  synchronized void ended(File file, DownloadErrorType how) {
    int place = file.place();
    flying.remove(place);
    if (state != State.RUNNING || left.remove(place) == null) {
      return;
    }
    if (how == DownloadErrorType.NO_ERROR) {
      here[place] = sizes[place];
      arrived.add(place);
    } else {
      fail(place, how);
    }
    settle();
    tell();
  }

  private synchronized void fail(int place, DownloadErrorType reason) {
    failed.add(new TaskEvent.Failed(place, reason.name()));
    error = reason;
  }

  private synchronized void settle() {
    if (left.isEmpty()) {
      state = failed.isEmpty() ? State.COMPLETED : State.FAILED;
    }
  }

  /**
   * Ends it.
   *
   * @return the files that are not all here
   */
  List<File> stop() {
    List<Hydration> cancelled;
    List<File> files;
    synchronized (this) {
      if (state != State.RUNNING) {
        return List.of();
      }
      state = State.STOPPED;
      cancelled = List.copyOf(flying.values());
      files = List.copyOf(left.values());
      tell();
    }
    cancelled.forEach(Hydration::cancel);
    return files;
  }
}
