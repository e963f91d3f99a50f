package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.api.DownloadErrorType;
import dev.stratus.sync.api.State;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.DownloadList;
import dev.stratus.sync.control.StartTaskRequest;
import dev.stratus.sync.control.StopTaskRequest;
import dev.stratus.sync.control.TaskEvent;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.download.Hydration;
import dev.stratus.sync.download.HydrationListener;
import dev.stratus.sync.download.Transfer;
import dev.stratus.sync.download.Urgency;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.space.Evictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The downloads that programs begin and follow: some files at once, the others wait for their turn.
 * They end with the daemon, and whoever follows them knows then that they did.
 */
final class ProgramDownloads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProgramDownloads.class);

  /** More than any program can follow; each holds some memory. */
  private static final int MOST_TASKS = 10_000;

  /**
   * What it works with.
   *
   * @param arrived told each file that came for somebody who wants to have it here
   */
  record Sources(
      ProgramFiles files,
      DownloadPlan plan,
      Downloader downloader,
      Evictor evictor,
      DownloadRest rest,
      LongConsumer arrived,
      LongSupplier ticker) {}

  private record Key(String session, long task) {}

  private final Sources from;
  private final Map<String, Consumer<? super TaskEvent>> followers = new ConcurrentHashMap<>();

  @GuardedBy("this")
  private final Map<Key, DownloadTask> running = new HashMap<>();

  private final FileQueue queue = new FileQueue();

  /** What comes after its end is not worth a word. */
  private final ThreadPoolExecutor turns =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          ProgramDownloads::daemon,
          new ThreadPoolExecutor.DiscardPolicy());

  ProgramDownloads(Sources from) {
    this.from = from;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "program-downloads");
    thread.setDaemon(true);
    return thread;
  }

  void start(StartTaskRequest request) throws IOException {
    Key key = new Key(request.session(), request.task());
    List<String> paths = request.paths();
    DownloadTask task =
        new DownloadTask(
            request.task(), paths.size(), event -> tell(key.session(), event), from.ticker());
    List<DownloadTask.File> files = new ArrayList<>();
    for (int place = 0; place < paths.size(); place++) {
      try {
        files.add(file(task, place, paths.get(place), !request.batch()));
      } catch (ControlException | FsException e) {
        if (!request.batch()) {
          throw e;
        }
        task.refuse(place, DownloadErrors.of(e));
      }
    }
    register(key, task, files);
    task.begun();
    task.tellRest(reason());
    forgetIfOver(key, task);
    turns.execute(this::takeTurns);
  }

  private DownloadTask.File file(DownloadTask task, int place, String path, boolean needsRoom)
      throws IOException {
    Inode inode = from.files().require(path);
    if (!inode.isRegular()) {
      throw new ControlException(ControlFailure.INVALID, path + " is no file.");
    }
    if (from.rest().isOff(path)) {
      throw new ControlException(
          ControlFailure.CLOUD_OFF, "The cloud of " + path + " is switched off.");
    }
    DownloadPlan.Missing missing = from.plan().missing(inode);
    if (needsRoom) {
      from.plan().requireRoom(missing.bytes());
    }
    return task.add(place, inode.id(), missing.bytes(), from.plan().size(inode));
  }

  private synchronized void register(Key key, DownloadTask task, List<DownloadTask.File> files)
      throws ControlException {
    if (running.size() >= MOST_TASKS || running.containsKey(key)) {
      throw new ControlException(
          ControlFailure.INVALID,
          "At most " + MOST_TASKS + " tasks run at a time, each with a number of its own.");
    }
    running.put(key, task);
    queue.add(files);
  }

  private void tell(String session, TaskEvent event) {
    Consumer<? super TaskEvent> follower = followers.get(session);
    if (follower != null) {
      follower.accept(event);
    }
  }

  /** What flies is to rest, or what rests may go on. */
  void changed() {
    DownloadErrorType why = reason();
    boolean rests = why != DownloadErrorType.NO_ERROR || !from.rest().areAllOn();
    List<DownloadTask> all;
    synchronized (this) {
      all = List.copyOf(running.values());
    }
    queue.cloudsSwitched();
    for (DownloadTask task : all) {
      if (rests) {
        task.rest(why);
      } else {
        task.tellRest(why);
      }
    }
    turns.execute(this::takeTurns);
  }

  /** Whether something waits until the machine need not be spared any more. */
  boolean isResting() {
    return queue.isWaiting() && reason() != DownloadErrorType.NO_ERROR;
  }

  /** There are fewer words for downloads than for uploads. */
  private DownloadErrorType reason() {
    Set<Trouble> troubles = from.rest().troubles(true);
    if (troubles.isEmpty()) {
      return DownloadErrorType.NO_ERROR;
    }
    return troubles.contains(Trouble.WIFI_UNAVAILABLE)
        ? DownloadErrorType.NETWORK_UNAVAILABLE
        : DownloadErrorType.UNKNOWN_ERROR;
  }

  private void takeTurns() {
    for (DownloadTask.File next = next(); next != null; next = next()) {
      begin(next);
    }
  }

  private DownloadTask.@Nullable File next() {
    return from.rest().troubles(true).isEmpty() ? queue.next() : null;
  }

  private void begin(DownloadTask.File file) {
    try {
      if (from.rest().isOff(file.inode())) {
        queue.keepUntilCloudIsOn(file);
        return;
      }
      from.plan().requireRoom(file.missing());
      Hydration hydration =
          from.downloader().hydrate(file.inode(), Urgency.REQUESTED, new Listener(file));
      file.task().flies(file, hydration);
    } catch (FsException e) {
      ended(file, e);
    }
  }

  private final class Listener implements HydrationListener {

    private final DownloadTask.File file;

    Listener(DownloadTask.File file) {
      this.file = file;
    }

    @Override
    public void progress(Transfer transfer) {
      file.task().progressed(file, transfer.processed(), transfer.size());
    }

    @Override
    public void completed() {
      from.arrived().accept(file.inode());
      ended(file, null);
    }

    @Override
    public void failed(FsException reason) {
      ended(file, reason);
    }
  }

  private void ended(DownloadTask.File file, @Nullable FsException reason) {
    DownloadTask task = file.task();
    if (reason != null && reason.failure() == FsFailure.INTERRUPTED && task.wasInterrupted(file)) {
      queue.keep(file);
      turns.execute(this::takeTurns);
      return;
    }
    task.ended(file, reason == null ? DownloadErrorType.NO_ERROR : DownloadErrors.of(reason));
    queue.landed();
    synchronized (this) {
      if (task.isOver()) {
        running.values().remove(task);
      }
    }
    turns.execute(this::takeTurns);
  }

  private synchronized void forgetIfOver(Key key, DownloadTask task) {
    if (task.isOver()) {
      running.remove(key);
    }
  }

  boolean stop(StopTaskRequest request) throws FsException {
    DownloadTask task;
    synchronized (this) {
      task = running.remove(new Key(request.session(), request.task()));
      if (task == null) {
        return false;
      }
      queue.drop(task);
    }
    List<DownloadTask.File> left = task.stop();
    if (request.clean()) {
      for (DownloadTask.File file : left) {
        drop(file.inode());
      }
    }
    return true;
  }

  /** Drops what came of a file that is not all here; what is dirty or open stays. */
  private void drop(long inode) throws FsException {
    if (from.plan().isIncomplete(inode)) {
      from.evictor()
          .evict(inode)
          .kept()
          .ifPresent(kept -> log.debug("Inode {} keeps what came: {}", inode, kept.reason()));
    }
  }

  /** Tells somebody how the tasks of a session go; what is returned ends that. */
  Runnable follow(String session, Consumer<? super TaskEvent> events) throws ControlException {
    if (followers.putIfAbsent(session, events) != null) {
      throw new ControlException(ControlFailure.INVALID, "Somebody follows this session already.");
    }
    tasksOf(session).forEach(DownloadTask::tell);
    return () -> followers.remove(session, events);
  }

  private synchronized Collection<DownloadTask> tasksOf(String session) {
    List<DownloadTask> tasks = new ArrayList<>();
    running.forEach(
        (key, task) -> {
          if (key.session().equals(session)) {
            tasks.add(task);
          }
        });
    return tasks;
  }

  List<DownloadList.Item> list(List<String> paths) throws IOException {
    List<DownloadList.Item> items = new ArrayList<>();
    for (String path : paths) {
      Inode inode = from.files().require(path);
      boolean comes = from.downloader().isDownloading(inode.id());
      long size = from.plan().size(inode);
      long missing = from.plan().missing(inode).bytes();
      State state = missing <= 0 ? State.COMPLETED : comes ? State.RUNNING : State.STOPPED;
      items.add(new DownloadList.Item(state.name(), size - missing, size));
    }
    return items;
  }

  /** Ends all. */
  @Override
  public void close() {
    List<DownloadTask> all;
    synchronized (this) {
      all = List.copyOf(running.values());
      running.clear();
      queue.clear();
    }
    turns.shutdown();
    all.forEach(DownloadTask::stop);
  }
}
