package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.BlockSource;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.content.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings bytes here: for readers, block by block as they need them, and whole files on demand.
 *
 * <p>Open files need it when they are made, and it needs them: so {@code new Downloader}, then
 * {@code new OpenFiles(…, downloader)}, then {@link #start}.
 */
public final class Downloader implements BlockSource, AutoCloseable {

  private static final Duration FORGETTING = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Downloader.class);

  private final DownloadEnvironment environment;
  private final DownloadSettings settings;
  private final ScanThread scanThread = new ScanThread();
  private final ConcurrentHashMap<Long, FileDownload> downloads = new ConcurrentHashMap<>();
  private volatile @Nullable Workings workings;
  private volatile boolean closed;

  public Downloader(DownloadEnvironment environment, DownloadSettings settings) {
    this.environment = environment;
    this.settings = settings;
  }

  /** Begins to work; to be called once. */
  public void start(OpenFiles files) {
    Recorder recorder = new Recorder(files);
    workings =
        new Workings(
            environment,
            settings,
            files,
            new FetchPools(settings),
            new Bases(environment),
            recorder,
            new Scans(environment, settings, this::fetchAhead, scanThread),
            new SlowLine(settings.backgroundRequests() / 2, environment.ticker().getAsLong()),
            environment.patience());
    recorder.every(FORGETTING, () -> downloads.values().removeIf(FileDownload::forget));
  }

  @Override
  public void require(OpenFile file, long offset, long length) throws FsException {
    long end = Math.min(offset + length, file.baseLimit());
    if (end <= offset) {
      return;
    }
    // Of a long read no more is urgent at once than others can wait for.
    long slice = settings.maxWindow();
    for (long from = offset; from < end; from += slice) {
      requireSlice(file, from, Math.min(end, from + slice));
    }
  }

  @Override
  public boolean makeRoom(long bytes) {
    return environment.room().makeRoom(bytes);
  }

  @Override
  public Optional<Room> takeRoom(long bytes) throws FsException {
    return environment.room().takeRoom(bytes);
  }

  private void requireSlice(OpenFile file, long offset, long end) throws FsException {
    for (int round = 0; round < ReaderWait.ROUNDS; round++) {
      FileDownload download = of(file.inode());
      List<Fetch> fetches = download.cover(file, offset, end).orElse(null);
      if (fetches == null) {
        continue;
      }
      if (fetches.isEmpty() || new ReaderWait(download, file, offset, end).await(fetches)) {
        return;
      }
    }
    throw new FsException(
        FsFailure.IO_ERROR, "bytes of inode " + file.inode() + " were fetched but did not stay");
  }

  /** A program opens a file. Returns at once. */
  public void opened(long inode) {
    Workings shared = workings;
    if (shared != null) {
      shared.scans().opened(inode);
    }
  }

  /** A guess: what comes of it is not worth a word. */
  private void fetchAhead(long inode) {
    try {
      of(inode).fetchAhead();
    } catch (FsException e) {
      log.debug("Inode {} is not fetched ahead: {}", inode, e.getMessage());
    }
  }

  private FileDownload of(long inode) throws FsException {
    Workings shared = workings;
    if (shared == null || closed) {
      throw new FsException(FsFailure.IO_ERROR, "nothing is fetched: the mount begins or ends");
    }
    return downloads.computeIfAbsent(inode, key -> new FileDownload(key, shared));
  }

  /**
   * Begins to bring all bytes of a file. Several wishes for one file share what is fetched.
   *
   * @param urgency {@link Urgency#DIRTY} or {@link Urgency#REQUESTED}
   * @throws FsException {@link FsFailure#NOT_FOUND} if the inode is gone
   */
  public Hydration hydrate(long inode, Urgency urgency, HydrationListener listener)
      throws FsException {
    while (true) {
      Optional<Hydration> hydration = of(inode).hydrate(urgency, listener);
      if (hydration.isPresent()) {
        return hydration.get();
      }
    }
  }

  /** Whether bytes of a file come down now. */
  public boolean isDownloading(long inode) {
    return transfer(inode).isPresent();
  }

  /** What comes down now of a file; empty when nothing does. */
  public Optional<Transfer> transfer(long inode) {
    FileDownload download = downloads.get(inode);
    return download == null ? Optional.empty() : download.transfer();
  }

  /**
   * The blocks of a file that come now or that a program will read next; empty where somebody wants
   * the whole file.
   */
  public Optional<BlockSet> soonRead(long inode) {
    FileDownload download = downloads.get(inode);
    return download == null ? Optional.of(new BlockSet()) : download.soonRead();
  }

  /** Everything that comes down now. */
  public List<Transfer> transfers() {
    return downloads.values().stream().flatMap(each -> each.transfer().stream()).toList();
  }

  /**
   * Ends its own use of a file as soon as may be, unless somebody waits for the file's bytes: its
   * local copy is to be dropped. Does not wait.
   */
  public void letGo(long inode) {
    FileDownload download = downloads.get(inode);
    if (download != null) {
      download.letGo();
    }
  }

  /** Records at once what has come of a file; its own use of the file ends if nothing goes on. */
  public void recordNow(long inode) {
    FileDownload download = downloads.get(inode);
    if (download != null) {
      download.recording().record();
    }
  }

  /** Gives up what runs, and records what has come as far as there is time. */
  @Override
  public void close() {
    boolean first = !closed;
    closed = true;
    Workings shared = workings;
    if (first && shared != null) {
      downloads.values().forEach(FileDownload::end);
      scanThread.close();
      shared.pools().close();
      shared.recorder().finish(downloads.values().stream().map(FileDownload::recording).toList());
      shared.recorder().close();
    }
  }
}
