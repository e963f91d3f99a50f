package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The files that programs download and that wait for their turn: some fly at once. */
final class FileQueue {

  /** Small files at 20 ms to the server keep a line busy so. */
  private static final int FILES_AT_ONCE = 32;

  @GuardedBy("this")
  private final Deque<DownloadTask.File> waiting = new ArrayDeque<>();

  /** Files of which the cloud was switched off meanwhile. */
  @GuardedBy("this")
  private final Deque<DownloadTask.File> off = new ArrayDeque<>();

  @GuardedBy("this")
  private int flying;

  synchronized void add(Collection<DownloadTask.File> files) {
    waiting.addAll(files);
  }

  synchronized boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** The next one, which flies from now on; null while enough do, or none waits. */
  synchronized DownloadTask.@Nullable File next() {
    DownloadTask.File next = flying < FILES_AT_ONCE ? waiting.poll() : null;
    if (next != null) {
      flying++;
    }
    return next;
  }

  /** One flies no more. */
  synchronized void landed() {
    flying--;
  }

  /** One that flew is the next one again. */
  synchronized void keep(DownloadTask.File file) {
    flying--;
    waiting.addFirst(file);
  }

  /** The same once its cloud is switched on. */
  synchronized void keepUntilCloudIsOn(DownloadTask.File file) {
    flying--;
    off.addFirst(file);
  }

  /** Of those that wait for their cloud, some may go on. */
  synchronized void cloudsSwitched() {
    waiting.addAll(off);
    off.clear();
  }

  /** None of a task waits any more. */
  synchronized void drop(DownloadTask task) {
    waiting.removeIf(file -> file.task() == task);
    off.removeIf(file -> file.task() == task);
  }

  synchronized void clear() {
    waiting.clear();
    off.clear();
  }
}
