package dev.stratus.sync.core;

import dev.stratus.cloud.CloudFailure;
import dev.stratus.sync.FsException;
import dev.stratus.sync.api.ErrorType;
import dev.stratus.sync.api.UploadState;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.UploadEvent;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.rounds.Trouble;
import dev.stratus.sync.upload.Transfer;
import dev.stratus.sync.upload.TransferListener;
import dev.stratus.sync.upload.Uploader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells programs how the uploads of files go, and pauses single ones. All is told by one thread, so
 * that of each file the end comes last; while nobody listens it does nothing.
 */
final class ProgramUploads implements TransferListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProgramUploads.class);
  private static final long BETWEEN_PROGRESS_MILLIS = 200;

  /** What it works with. */
  record Sources(
      Index index,
      ProgramFiles files,
      DownloadPlan plan,
      FileStates states,
      Uploader uploader,
      Sparing sparing,
      NetworkWatch network) {}

  private final Sources from;

  /** With the paths that they want to hear of. */
  private final Map<Consumer<? super UploadEvent>, String> followers = new ConcurrentHashMap<>();

  private final ScheduledExecutorService teller =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "upload-progress");
            thread.setDaemon(true);
            return thread;
          });

  ProgramUploads(Sources from) {
    this.from = from;
  }

  void start() {
    from.uploader().onTransfer(this);
    ScheduledFuture<?> unused =
        teller.scheduleWithFixedDelay(
            this::tellProgress,
            BETWEEN_PROGRESS_MILLIS,
            BETWEEN_PROGRESS_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void changed(long inode, boolean runs) {
    if (!followers.isEmpty() && !teller.isShutdown()) {
      teller.execute(() -> tell(inode, runs));
    }
  }

  private void tellProgress() {
    if (!followers.isEmpty()) {
      from.uploader().transfers().forEach(transfer -> tell(transfer.inode(), true));
    }
  }

  private void tell(long number, boolean runs) {
    try {
      Optional<Inode> inode = from.index().inode(number).filter(Inode::isRegular);
      Optional<String> path = inode.isPresent() ? from.plan().path(number) : Optional.empty();
      if (path.isPresent()) {
        UploadEvent event =
            runs ? running(path.get(), inode.get()) : event(path.get(), inode.get());
        followers.forEach(
            (follower, below) -> {
              if (PendingBelow.isBelow(event.path(), below)) {
                follower.accept(event);
              }
            });
      }
    } catch (FsException | RuntimeException e) {
      log.warn("How the upload of inode {} goes is not told: {}", number, e.toString());
    }
  }

  private UploadEvent running(String path, Inode inode) {
    long sent = from.uploader().transfer(inode.id()).map(Transfer::sent).orElse(0L);
    return new UploadEvent(
        path, UploadState.RUNNING.name(), sent, inode.size(), ErrorType.NO_ERROR.name());
  }

  private UploadEvent event(String path, Inode inode) throws FsException {
    UploadState state =
        switch (from.states().of(inode)) {
          case UPLOADING -> UploadState.RUNNING;
          case COMPLETED, UPLOAD_SUCCESS, DOWNLOADING -> UploadState.COMPLETED;
          case UPLOAD_FAILURE -> UploadState.FAILED;
          case TO_BE_UPLOADED -> UploadState.WAITING;
          case STOPPED -> inode.isPaused() ? UploadState.PAUSED : UploadState.STOPPED;
        };
    if (state == UploadState.RUNNING) {
      return running(path, inode);
    }
    long done = state == UploadState.COMPLETED ? inode.size() : 0;
    return new UploadEvent(path, state.name(), done, inode.size(), error(state, inode).name());
  }

  private ErrorType error(UploadState state, Inode inode) throws FsException {
    if (state == UploadState.FAILED) {
      return isFull(inode) ? ErrorType.CLOUD_STORAGE_FULL : ErrorType.REMOTE_SERVER_ABNORMAL;
    }
    if (state != UploadState.WAITING) {
      return ErrorType.NO_ERROR;
    }
    if (from.network().error().isPresent()) {
      return ErrorType.NETWORK_UNAVAILABLE;
    }
    Optional<Trouble> trouble = from.sparing().uploads().stream().findFirst();
    return trouble.map(Trouble::name).map(ErrorType::valueOf).orElse(ErrorType.NO_ERROR);
  }

  private boolean isFull(Inode inode) throws FsException {
    String full = CloudFailure.QUOTA_EXCEEDED.name();
    for (Entry entry : from.index().read(tables -> tables.entries().ofInode(inode.id()))) {
      Optional<Pending> row = from.index().read(tables -> tables.pending().get(entry.id()));
      if (row.filter(pending -> full.equals(pending.failure())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  List<UploadEvent> list(List<String> paths) throws IOException {
    List<UploadEvent> events = new ArrayList<>();
    for (String path : paths) {
      events.add(event(path, file(path)));
    }
    return events;
  }

  void pause(String path, boolean pause) throws IOException {
    Inode inode = file(path);
    from.uploader().pause(inode.id(), pause);
    changed(inode.id(), false);
  }

  private Inode file(String path) throws IOException {
    Inode inode = from.files().require(path);
    if (!inode.isRegular()) {
      throw new ControlException(ControlFailure.INVALID, path + " is no file.");
    }
    return inode;
  }

  /** Tells how uploads at and below a path go; what is returned ends it. */
  Runnable follow(String below, Consumer<? super UploadEvent> events) {
    Consumer<UploadEvent> follower = events::accept;
    followers.put(follower, below);
    return () -> followers.remove(follower);
  }

  @Override
  public void close() {
    teller.shutdown();
  }
}
